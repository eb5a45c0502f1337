import pLimit, { type LimitFunction } from 'p-limit';

/**
 * The places in which streams run. A stream that only waits, for a rate limit say, lends its place to another,
 * so that a few slow services do not hold up all the rest.
 */
export class Slots {
  readonly #limit: LimitFunction;

  constructor(concurrency: number) {
    this.#limit = pLimit(concurrency);
  }

  /** Runs `task` as soon as there is a place. */
  run<T>(task: () => Promise<T>): Promise<T> {
    return this.#limit(task);
  }

  /**
   * Runs `waiting` from inside a task with the task's place lent out, and returns once there is a place for it
   * again. While others are in line, that is at the end of the line.
   */
  async lend(waiting: () => Promise<void>): Promise<void> {
    this.#limit.concurrency += 1;
    try {
      await waiting();
    } finally {
      await this.#limit(() => {
        this.#limit.concurrency -= 1;
      });
    }
  }
}
