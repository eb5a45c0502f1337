import type { HatcheryError } from '@hatchery/core';

/** One thing that is wrong in a config. Nothing here shows a secret or the value of a reference. */
export interface ConfigProblem {
  /** The config file; `undefined` for a config given in memory. */
  readonly file: string | undefined;
  /** Counted from 1; only data configs have positions. */
  readonly line?: number;
  /** Counted from 1. */
  readonly column?: number;
  /** Where inside the config: `['streams', 0, 'source', 'token']`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly expected?: string;
  readonly found?: string;
  /** What to do about it, as a sentence. */
  readonly hint?: string;
  /** The error that a plugin's loading ended with, where that is the problem. */
  readonly error?: HatcheryError;
}
