import { HatcheryError } from '@hatchery/core';

/** An error of whoever asked for the plugin; nothing was written. */
export function usageError(message: string, hint?: string): HatcheryError {
  return new HatcheryError('USAGE', message, { hint });
}
