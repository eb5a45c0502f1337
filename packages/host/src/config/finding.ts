import type { HatcheryError } from '@hatchery/core';

/** A problem before it is known where in which file it is: its path starts at what was looked at. */
export interface Finding {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
  readonly hint?: string | undefined;
  readonly error?: HatcheryError;
  /** The message is that of a plugin's schema, which may quote what it was given. */
  readonly foreign?: boolean;
  /** The key is wrong rather than its value. */
  readonly target?: 'key';
}
