import { setTimeout as sleep } from 'node:timers/promises';
import { HatcheryError } from '@hatchery/core';
import pRetry from 'p-retry';
import type { RetryPolicy } from './run-options.ts';

export const defaultRetry: RetryPolicy = { retries: 5, base: 500, cap: 30_000, total: 900_000 };

/** How one operation is tried again, and who hears of it. */
export interface RetryContext {
  readonly policy: RetryPolicy;
  readonly signal: AbortSignal;
  /** Called before each wait. */
  readonly onWait?: (error: HatcheryError, waitMs: number, attempt: number) => void;
  /** A wait that the failure itself asks for, in milliseconds; `undefined` for the policy's own. */
  readonly askedWait?: (error: HatcheryError) => number | undefined;
  /** Does the waiting, in milliseconds; by default {@link pause}. A place to lend out what is not needed meanwhile. */
  readonly wait?: (waitMs: number) => Promise<void>;
}

/**
 * Runs `operation` until it succeeds, fails for good, or the policy is used up; only errors marked transient are
 * tried again, with full jitter.
 *
 * @throws what `operation` threw last; the signal's reason when aborted
 */
export async function withRetries<T>(operation: () => Promise<T>, context: RetryContext): Promise<T> {
  const { policy, signal } = context;
  const started = performance.now();
  return pRetry(operation, {
    retries: policy.retries,
    minTimeout: 0,
    signal,
    // A server that says when to come back is not failing: only the total time bounds that.
    shouldConsumeRetry: ({ error }) => !(HatcheryError.is(error) && context.askedWait?.(error) !== undefined),
    shouldRetry: async ({ error, attemptNumber }) => {
      if (!HatcheryError.is(error) || !error.transient) return false;
      const asked = context.askedWait?.(error);
      const waitMs = Math.ceil(Math.max(asked ?? 0, jitter(policy, attemptNumber)));
      if (performance.now() - started + waitMs > policy.total) return false;
      context.onWait?.(error, waitMs, attemptNumber);
      await (context.wait?.(waitMs) ?? pause(waitMs, signal));
      return true;
    },
  });
}

/** Waits, or throws the signal's reason as soon as it aborts. */
export async function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(waitMs, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

function jitter(policy: RetryPolicy, attempt: number): number {
  return Math.random() * Math.min(policy.cap, policy.base * 2 ** (attempt - 1));
}
