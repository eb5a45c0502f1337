import type { HatcheryError } from '@hatchery/core';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { reportFailed } from '../report-failed.ts';

/** Makes a promise of an export. @throws HatcheryError `REPORT_FAILED` */
export function exported(what: string, work: (done: (result: ExportResult) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    work((result) => {
      if (result.code === ExportResultCode.SUCCESS) resolve();
      else reject(exportFailed(what, result.error));
    });
  });
}

/** A failed export as an error of hatchery's. What the collector said in its body is left out. */
export function exportFailed(what: string, error: unknown): HatcheryError {
  const status: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  const message = error instanceof Error ? error.message : String(error);
  const reason = typeof status === 'number' ? `the collector answered ${status}.` : `${message.replace(/\.$/, '')}.`;
  return reportFailed(what, undefined, reason, { cause: error });
}
