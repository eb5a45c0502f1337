import type { RunReport } from '@hatchery/engine';
import { errorJson } from '../output/error-json.ts';

/** A report as `--json` prints it. */
export function reportJson(report: RunReport, exitCode: number): Readonly<Record<string, unknown>> {
  return {
    ...report,
    exitCode,
    streams: report.streams.map(({ error, ...stream }) =>
      error === undefined ? stream : { ...stream, error: errorJson(error) },
    ),
  };
}
