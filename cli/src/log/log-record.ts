import type { LogFields, LogLevel } from '@hatchery/core';

/** One line of the log. */
export interface LogRecord {
  readonly level: LogLevel;
  readonly time: Date;
  readonly message: string;
  /** The stream that it is about. */
  readonly stream?: string | undefined;
  readonly fields: LogFields;
}

export const logLevels = ['debug', 'info', 'warn', 'error'] as const satisfies readonly LogLevel[];

/** Whether a log at level `threshold` shows records of `level`. */
export function isLogged(level: LogLevel, threshold: LogLevel): boolean {
  return logLevels.indexOf(level) >= logLevels.indexOf(threshold);
}
