import type { HatcheryError } from '@hatchery/core';

/**
 * What the plugins of a stream did where no call of the engine's could see it fail: a promise that nobody awaited, a call
 * after the end. The first of them decides that the stream has failed.
 */
export class StreamFaults {
  readonly #onFault: (error: HatcheryError) => void;
  #first: HatcheryError | undefined;

  /** @param onFault told of each */
  constructor(onFault: (error: HatcheryError) => void) {
    this.#onFault = onFault;
  }

  get first(): HatcheryError | undefined {
    return this.#first;
  }

  add(error: HatcheryError): void {
    this.#first ??= error;
    this.#onFault(error);
  }

  /** @throws HatcheryError the first fault, if there is any */
  throwIfAny(): void {
    if (this.#first !== undefined) throw this.#first;
  }
}
