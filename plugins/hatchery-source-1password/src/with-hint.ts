import { HatcheryError } from '@hatchery/core';

/** Throws a failed request's error again; of a refused token, with what usually is wrong. */
export function withHint(error: unknown): never {
  if (!HatcheryError.is(error) || error.code !== 'UNAUTHORIZED') throw error;
  throw new HatcheryError(error.code, error.message, {
    hint: 'The token may have expired, may lack this feed, or belong to another region: tokens of ca, eu and enterprise accounts work there only.',
    cause: error,
    context: error.context,
  });
}
