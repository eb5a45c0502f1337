import type { Logger, ObjectStore } from '@hatchery/core';
import { CheckedStore } from './checked-store.ts';
import { inPlugin } from './plugin-scope.ts';
import { type RetryContext, withRetries } from './retry.ts';
import { destinationError, RetryingStore } from './retrying-store.ts';
import type { BoundDestination } from './stream.ts';
import { StreamFaults } from './stream-faults.ts';

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
    const opening = this.#openNew(destination);
    this.#opened.set(destination, opening);
    // Whoever comes next tries for itself.
    opening.catch(() => this.#opened.delete(destination));
    return opening;
  }

  /** All streams share it, so what it does by itself later is not laid to the one that happened to come first. */
  async #openNew({ definition, config, directory, plugin }: BoundDestination): Promise<ObjectStore> {
    const faults = new StreamFaults(({ message, hint, context }) => this.#log.error(message, { hint, ...context }));
    const scope = { role: 'destination', plugin: plugin.name, faults } as const;
    const store = await inPlugin(scope, async () => definition.open({ config, directory, log: this.#log }));
    return new CheckedStore(store, plugin.name);
  }
}
