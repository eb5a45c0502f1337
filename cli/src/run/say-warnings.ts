import type { ProjectWarning } from '@hatchery/host';
import type { LogRecord } from '../log/log-record.ts';

/** Logs what the host found that is not right but stops nothing. */
export function sayWarnings(warnings: readonly ProjectWarning[], say: (record: LogRecord) => void): void {
  for (const { message, hint, error } of warnings) {
    const fields = { ...(hint !== undefined && { hint }), ...(error !== undefined && { error }) };
    say({ level: 'warn', time: new Date(), message, fields });
  }
}
