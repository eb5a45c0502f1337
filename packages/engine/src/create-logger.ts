import { type LogFields, type Logger, type LogLevel, redact } from '@hatchery/core';
import type { RunListener } from './events.ts';
import { redactValue } from './redact-value.ts';

/** A logger whose lines become events of the run, without secrets. */
export function createLogger(onEvent: RunListener | undefined, stream?: string): Logger {
  const log =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}): void =>
      onEvent?.({
        type: 'log',
        ...(stream === undefined ? {} : { stream }),
        level,
        time: new Date(),
        message: redact(String(message)),
        fields: redactValue(fields) as LogFields,
      });
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}
