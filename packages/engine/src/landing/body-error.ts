import { HatcheryError, type HttpEvidence } from '@hatchery/core';
import { networkError } from '../http/network-error.ts';

/**
 * Why a body given to `spout` broke off, as one of ours: the network's fault if it came over the network. Its phase is `body`, which
 * tells it from a failure to land bytes that were there.
 */
export function bodyError(error: unknown, request: HttpEvidence | undefined): HatcheryError {
  return asOurs(error, request).within({ phase: 'body' });
}

/** Whether it was the body that failed, and not its landing. */
export function isBodyError(error: unknown): boolean {
  return HatcheryError.is(error) && error.context.phase === 'body';
}

function asOurs(error: unknown, request: HttpEvidence | undefined): HatcheryError {
  if (HatcheryError.is(error)) return error;
  if (request !== undefined) return networkError(error, new URL(request.url));
  return new HatcheryError(
    'SOURCE_FAILED',
    `A body given to spout failed: ${error instanceof Error ? error.message : String(error)}`,
    {
      cause: error,
    },
  );
}
