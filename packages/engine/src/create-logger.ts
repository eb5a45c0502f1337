import type { LogFields, Logger, LogLevel } from '@hatchery/core';
import type { RunListener } from './events.ts';
import { redactValue } from './redact-value.ts';

/** A logger whose lines become events of the run, without secrets. Whatever it is given, it never throws. */
export function createLogger(onEvent: RunListener | undefined, stream?: string): Logger {
  const log =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}): void =>
      onEvent?.({
        type: 'log',
        ...(stream === undefined ? {} : { stream }),
        level,
        time: new Date(),
        message: messageOf(message),
        fields: fieldsOf(fields),
      });
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}

/** A plugin in JavaScript may pass anything for a text, an error above all. */
function messageOf(message: unknown): string {
  const plain = redactValue(message);
  return typeof plain === 'string' ? plain : (JSON.stringify(plain) ?? typeof message);
}

function fieldsOf(fields: unknown): LogFields {
  const plain = redactValue(fields);
  if (plain === undefined || plain === null) return {};
  return typeof plain === 'object' && !Array.isArray(plain) ? (plain as LogFields) : { value: plain };
}
