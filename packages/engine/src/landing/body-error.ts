import { HatcheryError, type HttpEvidence } from '@hatchery/core';
import { networkError } from '../http/network-error.ts';

/** Why a body given to `spout` broke off, as one of ours: the network's fault if it came over the network. */
export function bodyError(error: unknown, request: HttpEvidence | undefined): unknown {
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
