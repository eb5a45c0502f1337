import type { LogLevel } from '@hatchery/core';
import { painterFor } from '../output/painter.ts';
import { formatJson } from './format-json.ts';
import { formatText } from './format-text.ts';
import { isLogged, type LogRecord } from './log-record.ts';
import type { LogTarget } from './log-target.ts';

export type LogFormat = 'text' | 'json';

export interface LogOptions {
  readonly level: LogLevel;
  readonly format: LogFormat;
  readonly target: LogTarget;
}

/** Writes the records that its level lets through. */
export interface Log {
  readonly options: LogOptions;
  write(record: LogRecord): void;
}

export function createLog(options: LogOptions): Log {
  const { level, format, target } = options;
  const paint = painterFor(target);
  return {
    options,
    write(record) {
      if (!isLogged(record.level, level)) return;
      target.writeLine(format === 'json' ? formatJson(record) : formatText(record, paint));
    },
  };
}
