/** Tasks that run side by side, so many at once; whoever adds one too many waits. */
export class Pool {
  readonly #atOnce: number;
  readonly #running = new Set<Promise<void>>();

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /**
   * Starts a task as soon as there is a place, and does not wait for its end.
   *
   * @throws what a task that was waited for threw
   */
  async add(task: () => Promise<void>): Promise<void> {
    while (this.#running.size >= this.#atOnce) await Promise.race(this.#running);
    const running = task();
    this.#running.add(running);
    // One that fails stays, so that `drain` finds it.
    running.then(() => this.#running.delete(running)).catch(() => {});
  }

  /** Resolves once no task runs. @throws what a task threw */
  async drain(): Promise<void> {
    await Promise.all(this.#running);
  }
}
