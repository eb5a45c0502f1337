import { Flags } from '@oclif/core';
import { logLevels } from '../log/log-record.ts';
import { selectorFlags } from './selector-flags.ts';
import { shardFlag } from './shard-flag.ts';

/** Letters and variables are those of the original, so that its schedules and containers work as they are. */
export const runFlags = {
  ...selectorFlags,
  shard: shardFlag,
  'start-time': Flags.string({
    char: 's',
    env: 'HATCHERY_START_TIME',
    helpGroup: 'TIME',
    helpValue: 'TIME',
    description:
      'Collect exactly what lies from this time (RFC 3339) on, instead of going on where each stream stopped.',
  }),
  'end-time': Flags.string({
    char: 'e',
    env: 'HATCHERY_END_TIME',
    helpGroup: 'TIME',
    helpValue: 'TIME',
    description: 'The end of what --start-time begins, itself not included; not in the future. Now, if not given.',
  }),
  tick: Flags.string({
    char: 'd',
    env: 'HATCHERY_TICK',
    helpGroup: 'TIME',
    helpValue: 'SPAN',
    description: 'Cut the time from --start-time to --end-time into windows as long as this: 90s, 10m, 1h30m, 7d.',
  }),
  'log-level': Flags.option({ options: logLevels, default: 'info' })({
    char: 'l',
    env: 'HATCHERY_LOG_LEVEL',
    helpGroup: 'LOG',
    description: 'The least important log lines to write.',
  }),
  'log-format': Flags.option({ options: ['text', 'json'] as const, default: 'text' })({
    char: 'f',
    env: 'HATCHERY_LOG_FORMAT',
    helpGroup: 'LOG',
    description: 'Text for people, or JSON lines as Google Cloud Logging reads them.',
  }),
  'log-out': Flags.string({
    char: 'o',
    env: 'HATCHERY_LOG_OUT',
    helpGroup: 'LOG',
    helpValue: 'stderr|stdout|-|FILE',
    default: 'stderr',
    description: 'Where log lines go; `-` is stdout, a file is appended to.',
  }),
  concurrency: Flags.integer({
    min: 1,
    max: 10_000,
    helpValue: 'N',
    description: 'Streams at once. 16, if not given.',
  }),
  retries: Flags.integer({
    min: 0,
    max: 100,
    helpValue: 'N',
    description: 'How often a request or a landing that may yet succeed is tried again. 5, if not given.',
  }),
  'dry-run': Flags.boolean({
    description: 'Show the streams and the windows that would be asked for, and run nothing.',
  }),
};
