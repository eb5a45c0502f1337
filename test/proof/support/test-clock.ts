import type { Clock } from '@hatchery/testkit';

/** The time of a test: it goes on with the machine's, and jumps ahead when told. */
export class TestClock implements Clock {
  #shift: number;

  constructor(shift = 0) {
    this.#shift = shift;
  }

  /** Milliseconds that it is ahead of the machine's clock. */
  get shift(): number {
    return this.#shift;
  }

  now(): number {
    return Date.now() + this.#shift;
  }

  jump(milliseconds: number): void {
    this.#shift += milliseconds;
  }
}
