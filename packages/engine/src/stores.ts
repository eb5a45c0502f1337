import type { Logger, ObjectStore } from '@hatchery/core';
import type { BoundDestination } from './stream.ts';

/** The stores of a run, each opened once, when the first stream needs it. */
export class Stores {
  readonly #opened = new Map<BoundDestination, Promise<ObjectStore>>();
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  open(destination: BoundDestination): Promise<ObjectStore> {
    const known = this.#opened.get(destination);
    if (known !== undefined) return known;
    const { definition, config, directory } = destination;
    const opening = Promise.resolve().then(() => definition.open({ config, directory, log: this.#log }));
    this.#opened.set(destination, opening);
    return opening;
  }

  /** Closes all that opened; what fails to close has nothing left to lose. */
  async close(): Promise<void> {
    const stores = await Promise.allSettled(this.#opened.values());
    await Promise.allSettled(stores.map(async (store) => (store.status === 'fulfilled' ? store.value.close?.() : undefined)));
  }
}
