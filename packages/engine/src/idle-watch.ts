const waiting = new Set<() => void>();

/**
 * Calls `onIdle` when nothing is left in the process that could wake anybody up, no timer, no socket, no file, until what this
 * returns is disposed of. Node would end then, in the middle of a run and without a word.
 */
export function watchForIdleness(onIdle: () => void): Disposable {
  // One listener, however many runs there are at once.
  if (waiting.size === 0) process.on('beforeExit', wakeAll);
  waiting.add(onIdle);
  return {
    [Symbol.dispose]() {
      waiting.delete(onIdle);
      if (waiting.size === 0) process.off('beforeExit', wakeAll);
    },
  };
}

/** The outcome of `work`. @throws what `work` throws; what `explain` gives, if the process has nothing left to do before */
export async function orIdle<T>(work: Promise<T>, explain: () => Error): Promise<T> {
  const { promise: idle, reject } = Promise.withResolvers<never>();
  using _ = watchForIdleness(() => reject(explain()));
  return await Promise.race([work, idle]);
}

function wakeAll(): void {
  for (const wake of waiting) wake();
}
