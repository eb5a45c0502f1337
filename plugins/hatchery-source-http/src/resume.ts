import type { Resume } from '@hatchery/core';
import type { Pagination } from './pagination-options.ts';
import type { WindowOptions } from './window-options.ts';

/** What of a request decides how it goes on. */
export interface ResumingRequest {
  readonly window?: WindowOptions | undefined;
  readonly position?: object | undefined;
  readonly pagination?: Pagination | undefined;
}

/** A config whose requests all ask for windows keeps nothing beyond them; any other goes on from what it saw last. */
export function resumeOf(
  options: ResumingRequest & { readonly requests?: readonly ResumingRequest[] | undefined },
): Resume {
  const requests = options.requests ?? [options];
  const keepsNothing = requests.every(
    (request) => request.window !== undefined && request.position === undefined && !persists(request),
  );
  return keepsNothing ? 'window' : 'cursor';
}

/** Whether a request goes on from run to run at a place that the service names. */
export function persists({ pagination }: ResumingRequest): boolean {
  return pagination !== undefined && 'persist' in pagination && pagination.persist;
}
