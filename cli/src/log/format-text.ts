import type { LogLevel } from '@hatchery/core';
import type { Painter } from '../output/painter.ts';
import { oneLine } from '../output/printable.ts';
import type { LogRecord } from './log-record.ts';
import { plainValue } from './plain-value.ts';

const colors = { debug: 'dim', info: 'green', warn: 'yellow', error: 'red' } as const satisfies Record<
  LogLevel,
  string
>;

/** A record on one line, for people: `2026-11-02T15:04:05.000Z INFO  slack: Landed an object. size=120` */
export function formatText(record: LogRecord, paint: Painter): string {
  const stream = record.stream === undefined ? '' : `${paint('bold', oneLine(record.stream))}: `;
  const message = oneLine(String(plainValue(record.message)));
  const fields = Object.entries(record.fields).flatMap(([key, value]) => {
    const text = fieldText(value);
    return text === undefined ? [] : [paint('dim', `${oneLine(key)}=${text}`)];
  });
  const level = paint(colors[record.level], record.level.toUpperCase().padEnd(5));
  return [`${paint('dim', record.time.toISOString())} ${level} ${stream}${message}`, ...fields].join(' ');
}

function fieldText(value: unknown): string | undefined {
  const plain = plainValue(value);
  if (plain === undefined) return undefined;
  if (typeof plain === 'string' && /^[^\s"=]+$/.test(plain)) return oneLine(plain);
  return oneLine(JSON.stringify(plain));
}
