import { HatcheryError } from '@hatchery/core';

/**
 * The outcome of `work`; once `signal` has aborted, it has `graceMs` to end by itself, and is then given up.
 *
 * @throws what `work` throws, the signal's reason once it has aborted
 */
export async function settleWithin<T>(work: Promise<T>, signal: AbortSignal, graceMs: number): Promise<T> {
  const { promise: givenUp, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => reject(signal.reason), graceMs);
  };
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, givenUp]);
  } catch (error) {
    if (signal.aborted && !isCommitted(error)) throw signal.reason;
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    work.catch(() => {});
  }
}

/** What another run's commit says stays true, aborted or not. */
function isCommitted(error: unknown): boolean {
  return HatcheryError.is(error) && error.code === 'STREAM_HELD';
}
