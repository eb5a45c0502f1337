import { Readable } from 'node:stream';
import { type CreateOptions, HatcheryError, type ObjectStore, type StoredObject } from '@hatchery/core';
import { checkedBytes } from './checked-store.ts';
import { contractHint } from './contract-rules.ts';
import { describeValue } from './describe-value.ts';
import { placeOf } from './place-of.ts';
import { type RetryContext, withRetries } from './retry.ts';

/** Listings no longer than this are read at one go, and so can be tried again. */
const shortList = 1_000;
/** Of objects no longer than this, in bytes, a read that breaks off is tried again: entries of the ledger, above all. */
const shortObject = 1_048_576;

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
    return this.#again(async () => withStart(await this.#store.read(name)));
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

/** The same bytes, of which as many as count as short are there already. */
async function withStart(source: Readable): Promise<Readable> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<unknown>;
  const start: Uint8Array[] = [];
  for (let size = 0; size <= shortObject;) {
    const next = await chunks.next().catch(brokenOff);
    if (next.done === true) return Readable.from(start, { objectMode: false });
    const bytes = checkedBytes(next.value);
    start.push(bytes);
    size += bytes.length;
  }
  const whole = Readable.from(startAndRest(start, chunks), { objectMode: false });
  return whole.once('close', () => source.destroy());
}

/** The store has the object and began to give it, so asking again may well succeed. */
function brokenOff(cause: unknown): never {
  if (HatcheryError.is(cause)) throw cause;
  throw new HatcheryError('DESTINATION_FAILED', 'Reading an object broke off.', { cause, transient: true });
}

async function* startAndRest(start: readonly Uint8Array[], rest: AsyncIterator<unknown>): AsyncGenerator<Uint8Array> {
  yield* start;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield checkedBytes(next.value);
}

/** What a destination threw, as one of ours. */
export function destinationError(error: unknown, plugin: string): HatcheryError {
  if (HatcheryError.is(error)) return error.within({ plugin });
  if (!(error instanceof Error)) {
    return new HatcheryError(
      'DESTINATION_FAILED',
      `The destination threw ${describeValue(error)}, which is not an Error.`,
      {
        hint: contractHint('throw-errors'),
        context: { plugin },
      },
    );
  }
  const place = placeOf(error, plugin);
  return new HatcheryError('DESTINATION_FAILED', `The destination failed: ${error.message}`, {
    cause: error,
    context: { plugin, ...(place === undefined ? {} : { place }) },
  });
}
