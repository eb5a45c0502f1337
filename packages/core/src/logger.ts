export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Values beside a message. Secrets in them are removed before anything is written. */
export type LogFields = Readonly<Record<string, unknown>>;

export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
