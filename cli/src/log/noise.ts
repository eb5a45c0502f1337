import { currentPlugin, violationOfCaller } from '@hatchery/engine/plugin-scope';
import { ownFolder } from '../base/own-folder.ts';
import type { LogRecord } from './log-record.ts';

/** Makes log records of the lines that plugins print; the first of each plugin comes with a word to its author. */
export function noiseRecords(): (line: string) => readonly LogRecord[] {
  const told = new Set<string | undefined>();
  return (line) => {
    const { plugin, stream } = currentPlugin() ?? {};
    const time = new Date();
    const of = stream === undefined ? {} : { stream };
    const fields = { from: 'console', ...(plugin === undefined ? {} : { plugin }) };
    const said: LogRecord = { level: 'info', time, ...of, message: line, fields };
    if (told.has(plugin)) return [said];
    told.add(plugin);
    const { message, hint, context } = violationOfCaller(
      'leave-standard-output-alone',
      'printed past its log',
      ownFolder,
    );
    return [said, { level: 'warn', time, ...of, message, fields: { hint, ...context } }];
  };
}
