import type { HatcheryError } from '@hatchery/core';

/** Something that is not right but stops nothing. */
export interface ProjectWarning {
  readonly message: string;
  readonly hint?: string;
  readonly error?: HatcheryError;
}
