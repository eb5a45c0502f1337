import type { Selectors } from '@hatchery/host';
import { Flags } from '@oclif/core';
import { listFlag } from './list-flag.ts';

/** How a command is told which streams to take. */
export const selectorFlags = {
  'stream-id': Flags.string({
    char: 'i',
    env: 'HATCHERY_STREAM_ID',
    helpGroup: 'STREAMS',
    helpValue: 'ID',
    multiple: true,
    multipleNonGreedy: true,
    description: 'Take the stream with this id. Repeat it, or give a list with commas.',
  }),
  'stream-tags': Flags.string({
    char: 't',
    aliases: ['tag'],
    env: 'HATCHERY_STREAM_TAGS',
    helpGroup: 'STREAMS',
    helpValue: 'TAG',
    multiple: true,
    multipleNonGreedy: true,
    description: 'Take the streams with this tag (also: --tag). Repeat it, or give a list with commas.',
  }),
  'stream-all': Flags.boolean({
    char: 'a',
    env: 'HATCHERY_STREAM_ALL',
    helpGroup: 'STREAMS',
    description: 'Take all streams.',
  }),
};

/** The flags as oclif gives them. */
export interface ParsedSelectorFlags {
  readonly 'stream-id'?: readonly string[] | string | undefined;
  readonly 'stream-tags'?: readonly string[] | string | undefined;
  readonly 'stream-all': boolean;
}

export function selectorsFrom(flags: ParsedSelectorFlags): Selectors {
  return { ids: listFlag(flags['stream-id']), tags: listFlag(flags['stream-tags']), all: flags['stream-all'] };
}
