import { HatcheryError } from '@hatchery/core';

/**
 * The outcome of `work`; once `signal` has aborted, it has `graceMs` to end by itself, and is then given up.
 *
 * @param givenUp what to throw then, made from the signal's reason; by default that reason itself
 * @throws what `work` throws, the signal's reason once it has aborted
 */
export async function settleWithin<T>(
  work: Promise<T>,
  signal: AbortSignal,
  graceMs: number,
  givenUp: (reason: unknown) => unknown = (reason) => reason,
): Promise<T> {
  const { promise: tooLong, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => reject(givenUp(signal.reason)), graceMs);
  };
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, tooLong]);
  } catch (error) {
    if (signal.aborted && !isTruer(error, signal.reason)) throw signal.reason;
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    work.catch(() => {});
  }
}

/** What another run's commit says stays true, aborted or not; so does what says the same as the reason, and more. */
function isTruer(error: unknown, reason: unknown): boolean {
  if (!HatcheryError.is(error)) return false;
  return error.code === 'STREAM_HELD' || (HatcheryError.is(reason) && error.code === reason.code);
}
