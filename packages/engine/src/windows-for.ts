import type { Window } from '@hatchery/core';
import type { RunOptions } from './run-options.ts';

/** The windows that a stream is asked for: those of all streams, or those given for it alone. */
export function windowsFor(stream: string, windows: NonNullable<RunOptions['windows']>): readonly Window[] {
  return 'get' in windows ? (windows.get(stream) ?? []) : windows;
}
