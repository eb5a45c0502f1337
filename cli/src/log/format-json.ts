import { redact, type LogLevel } from '@hatchery/core';
import type { LogRecord } from './log-record.ts';
import { plainValue } from './plain-value.ts';

const severities: Readonly<Record<LogLevel, string>> = {
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
};

/** A record on one line, in the shape that Google Cloud Logging reads: severity, time, message, and the fields beside them. */
export function formatJson(record: LogRecord): string {
  const own: Record<string, unknown> = {
    severity: severities[record.level],
    time: record.time.toISOString(),
    message: plainValue(record.message),
    ...(record.stream !== undefined && { stream: record.stream }),
  };
  for (const [key, value] of Object.entries(record.fields)) {
    // A plugin's field of the same name takes a name beside, so that it cannot pass for the record's own.
    own[key in own ? `${key}_` : key] = plainValue(value);
  }
  return redact(JSON.stringify(own));
}
