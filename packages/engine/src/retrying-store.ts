import type { Readable } from 'node:stream';
import { type CreateOptions, HatcheryError, type ObjectStore, type StoredObject } from '@hatchery/core';
import { type RetryContext, withRetries } from './retry.ts';

/** Listings no longer than this are read at one go, and so can be tried again. */
const shortList = 1_000;

/**
 * A store as the engine sees it: what it fails with is a destination's error and names it, and what can be repeated without
 * thought is tried again. Creating is not: only whoever has the body knows whether it can be had again.
 */
export class RetryingStore implements ObjectStore {
  readonly #store: ObjectStore;
  readonly #plugin: string;
  readonly #retry: RetryContext;
  readonly remove?: (name: string) => Promise<void>;

  constructor(store: ObjectStore, plugin: string, retry: RetryContext) {
    this.#store = store;
    this.#plugin = plugin;
    this.#retry = retry;
    if (store.remove !== undefined) this.remove = (name) => this.#again(async () => store.remove?.(name));
  }

  create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
    return this.#named(() => this.#store.create(name, body, options));
  }

  stat(name: string): Promise<StoredObject | undefined> {
    return this.#again(() => this.#store.stat(name));
  }

  read(name: string): Promise<Readable> {
    return this.#again(() => this.#store.read(name));
  }

  async *list(prefix: string, options: { readonly limit?: number } = {}): AsyncIterable<StoredObject> {
    if (options.limit !== undefined && options.limit <= shortList) {
      yield* await this.#again(() => Array.fromAsync(this.#store.list(prefix, options)));
      return;
    }
    try {
      yield* this.#store.list(prefix, options);
    } catch (error) {
      throw destinationError(error, this.#plugin);
    }
  }

  #again<T>(operation: () => Promise<T>): Promise<T> {
    return withRetries(() => this.#named(operation), this.#retry);
  }

  async #named<T>(operation: () => Promise<T>): Promise<T> {
    try {
      return await operation();
    } catch (error) {
      throw destinationError(error, this.#plugin);
    }
  }
}

/** What a destination threw, as one of ours. */
export function destinationError(error: unknown, plugin: string): HatcheryError {
  if (HatcheryError.is(error)) return error.within({ plugin });
  const sentence = error instanceof Error ? error.message : String(error);
  return new HatcheryError('DESTINATION_FAILED', `The destination failed: ${sentence}`, {
    cause: error,
    context: { plugin },
  });
}
