import type { Resume } from '@hatchery/core';
import type { Options } from './options.ts';

/** A config whose requests all ask for windows keeps nothing beyond them; any other goes on from what it saw last. */
export function resumeOf(options: Options): Resume {
  const requests = options.requests ?? [options];
  const keepsNothing = requests.every(({ window, position, pagination }) => {
    const persists = pagination !== undefined && 'persist' in pagination && pagination.persist;
    return window !== undefined && position === undefined && !persists;
  });
  return keepsNothing ? 'window' : 'cursor';
}
