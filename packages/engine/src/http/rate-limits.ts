import { createHash } from 'node:crypto';
import { type HttpRequest, Secret } from '@hatchery/core';
import { authorization } from './authorization.ts';

/**
 * When each limit that a service enforces is over. Shared by all streams of a run, so that one 429 makes everybody
 * under the same limit wait, and not run into it in turn.
 */
export class RateLimits {
  readonly #until = new Map<string, number>();

  /** Milliseconds until requests under `key` may go on; 0 if they may now. */
  remaining(key: string, now: number): number {
    return Math.max(0, (this.#until.get(key) ?? 0) - now);
  }

  block(key: string, until: number): void {
    this.#until.set(key, Math.max(until, this.#until.get(key) ?? 0));
  }
}

/** The key of a request that names none: its origin and its credentials, wherever it carries them, hashed. */
export function rateLimitKey(request: HttpRequest, url: URL): string {
  if (request.rateLimitKey !== undefined) return request.rateLimitKey;
  const carried = [
    authorization(request.auth),
    ...Object.values(request.headers ?? {}),
    ...Object.values(request.query ?? {}).flat(),
  ];
  const credentials = carried.filter((value) => Secret.is(value)).map((secret) => secret.reveal());
  return createHash('sha256')
    .update(JSON.stringify([url.origin, ...credentials]))
    .digest('hex');
}
