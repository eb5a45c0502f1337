import type { Clock } from './clock.ts';

export interface RateLimitOptions {
  /** Requests that one window lets through. */
  readonly requests: number;
  /** The window's length, milliseconds. */
  readonly per: number;
}

/** Fixed windows, as most vendors count: so many requests, then none until the window ends. */
export class RateLimit {
  readonly #options: RateLimitOptions;
  readonly #clock: Clock;
  #windowEnds = Number.NEGATIVE_INFINITY;
  #used = 0;

  constructor(options: RateLimitOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  /** Counts a request. @returns milliseconds until the window ends if it is refused, else `undefined` */
  refuse(): number | undefined {
    const now = this.#clock.now();
    if (now >= this.#windowEnds) {
      this.#windowEnds = now + this.#options.per;
      this.#used = 0;
    }
    if (this.#used >= this.#options.requests) return this.#windowEnds - now;
    this.#used++;
    return undefined;
  }
}

/** How a 429 says when to come back: whole seconds, an HTTP date, or not at all. */
export type RetryAfterForm = 'seconds' | 'date' | 'none';

/** The `retry-after` header for a wait of so many milliseconds from the clock's now. */
export function retryAfter(form: RetryAfterForm, wait: number, clock: Clock): Record<string, string> {
  if (form === 'none') return {};
  if (form === 'seconds') return { 'retry-after': String(Math.ceil(wait / 1000)) };
  // An HTTP date has whole seconds: rounded up, so that nobody is told to come too early.
  return { 'retry-after': new Date(Math.ceil((clock.now() + wait) / 1000) * 1000).toUTCString() };
}
