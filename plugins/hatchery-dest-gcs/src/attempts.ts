import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { failureOf } from './failure.ts';

/** How requests are tried again. */
export interface Patience {
  /** Tries after the first. */
  readonly retries: number;
  /** Milliseconds before the first of them; twice as long before each further one. */
  readonly wait: number;
}

const longestWait = 30_000;

/** Tries a request again while it fails in a way that may pass. */
export function withAttempts<T>(request: () => Promise<T>, patience: Patience, signal?: AbortSignal): Promise<T> {
  return pRetry(request, {
    retries: patience.retries,
    minTimeout: patience.wait,
    maxTimeout: Math.max(longestWait, patience.wait),
    randomize: true,
    shouldRetry: ({ error }) => failureOf(error).isTransient,
    ...(signal === undefined ? {} : { signal }),
  });
}

/** The wait before the next of several tries in a row. @param failures that there were so far, 1 at least */
export async function waitAfter(failures: number, { wait }: Patience, signal: AbortSignal): Promise<void> {
  const milliseconds = Math.min(longestWait, wait * 2 ** (failures - 1)) * (1 + Math.random());
  await sleep(milliseconds, undefined, { signal });
}
