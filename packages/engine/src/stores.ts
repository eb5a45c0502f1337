import type { Logger, ObjectStore } from '@hatchery/core';
import { type RetryContext, withRetries } from './retry.ts';
import { destinationError, RetryingStore } from './retrying-store.ts';
import type { BoundDestination } from './stream.ts';

/** The stores of a run, each opened once, when the first stream needs it. */
export class Stores {
  readonly #opened = new Map<BoundDestination, Promise<ObjectStore>>();
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  /**
   * The store of a destination, for one stream's use.
   *
   * @param retry how that stream tries again
   * @throws HatcheryError what the destination throws
   */
  async open(destination: BoundDestination, retry: RetryContext): Promise<ObjectStore> {
    const plugin = destination.plugin.name;
    const store = await withRetries(async () => {
      try {
        return await this.#openOnce(destination);
      } catch (error) {
        throw destinationError(error, plugin);
      }
    }, retry);
    return new RetryingStore(store, plugin, retry);
  }

  /** Closes all that opened; what fails to close has nothing left to lose. */
  async close(): Promise<void> {
    const stores = await Promise.allSettled(this.#opened.values());
    await Promise.allSettled(
      stores.map(async (store) => (store.status === 'fulfilled' ? store.value.close?.() : undefined)),
    );
  }

  #openOnce(destination: BoundDestination): Promise<ObjectStore> {
    const known = this.#opened.get(destination);
    if (known !== undefined) return known;
    const { definition, config, directory } = destination;
    const opening = Promise.resolve().then(() => definition.open({ config, directory, log: this.#log }));
    this.#opened.set(destination, opening);
    // Whoever comes next tries for itself.
    opening.catch(() => this.#opened.delete(destination));
    return opening;
  }
}
