import type { Dispatcher } from 'undici';
import type { RunListener } from './events.ts';
import type { GlobalsWatch } from './globals-watch.ts';
import type { RateLimits } from './http/rate-limits.ts';
import type { RetryPolicy, RunOptions } from './run-options.ts';
import type { Slots } from './slots.ts';
import type { Stores } from './stores.ts';

/** What the streams of one run share. */
export interface RunContext {
  /** Identifies the run in the ledger. */
  readonly run: string;
  readonly now: Date;
  readonly windows: RunOptions['windows'];
  readonly signal: AbortSignal;
  readonly leaseMs: number;
  readonly retry: RetryPolicy;
  readonly onEvent: RunListener | undefined;
  readonly dispatcher: Dispatcher;
  readonly limits: RateLimits;
  readonly slots: Slots;
  readonly globals: GlobalsWatch;
  readonly stores: Stores;
  readonly versions: Readonly<Record<string, string>>;
}
