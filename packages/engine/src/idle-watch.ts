/**
 * Notices when nothing is left in the process that could wake anybody up: no timer, no socket, no file. Node would end then,
 * in the middle of the run and without a word.
 */
export class IdleWatch implements Disposable {
  readonly #waiting = new Set<() => void>();
  readonly #onIdle = (): void => {
    for (const wake of this.#waiting) wake();
  };

  constructor() {
    process.on('beforeExit', this.#onIdle);
  }

  /** Calls `onIdle` when that happens, until what this returns is disposed of. */
  watch(onIdle: () => void): Disposable {
    this.#waiting.add(onIdle);
    return { [Symbol.dispose]: () => this.#waiting.delete(onIdle) };
  }

  /** The outcome of `work`. @throws what `work` throws; what `explain` gives, when that happens first */
  async orIdle<T>(work: Promise<T>, explain: () => Error): Promise<T> {
    const { promise: idle, reject } = Promise.withResolvers<never>();
    using _ = this.watch(() => reject(explain()));
    return await Promise.race([work, idle]);
  }

  [Symbol.dispose](): void {
    process.off('beforeExit', this.#onIdle);
  }
}
