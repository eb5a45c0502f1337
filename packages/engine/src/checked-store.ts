import { Readable } from 'node:stream';
import type { CreateOptions, HatcheryError, ObjectStore, StoredObject } from '@hatchery/core';
import type { ContractRule } from './contract-rules.ts';
import { violationBy } from './contract-violation.ts';
import { describeValue, kindOf } from './describe-value.ts';
import { inDestination } from './plugin-scope.ts';

/** A destination's store, with each of its answers held against the contract: the ledger rests on them. */
export class CheckedStore implements ObjectStore {
  readonly #store: ObjectStore;
  readonly #plugin: string;
  readonly remove?: (name: string) => Promise<void>;
  readonly close?: () => Promise<void>;

  /** @throws HatcheryError `CONTRACT_VIOLATED` if it lacks what a store must have */
  constructor(store: ObjectStore, plugin: string) {
    if (typeof store !== 'object' || store === null)
      throw broken('open-resolves-to-a-store', `opened as ${kindOf(store)}`);
    for (const name of ['create', 'stat', 'read', 'list', 'remove', 'close'] as const) {
      const isOptional = name === 'remove' || name === 'close';
      if (typeof store[name] === 'function' || (isOptional && store[name] === undefined)) continue;
      throw broken(
        'open-resolves-to-a-store',
        `opened a store whose ${name} is ${kindOf(store[name])} in place of a function`,
      );
    }
    this.#store = store;
    this.#plugin = plugin;
    if (store.remove !== undefined) this.remove = async (name) => this.#call(() => store.remove?.(name));
    if (store.close !== undefined) this.close = async () => this.#call(() => store.close?.());
  }

  async create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
    const stored: unknown = await this.#call(() => this.#store.create(name, body, options));
    if (!isStored(stored))
      throw broken('create-resolves-once-stored', `created ${name} and told of it ${shape(stored)}`);
    if (stored.name !== name)
      throw broken('create-resolves-once-stored', `was to create ${name} and created ${stored.name}`);
    if (options.size === undefined || stored.size === options.size) return stored;
    const did = `was given ${options.size} bytes for ${name} and stored ${stored.size}`;
    throw broken('create-resolves-once-stored', did);
  }

  async stat(name: string): Promise<StoredObject | undefined> {
    const found: unknown = await this.#call(() => this.#store.stat(name));
    if (found === undefined) return undefined;
    if (!isStored(found)) throw broken('stat-tells-what-is-there', `told of ${name} ${shape(found)}`);
    if (found.name === name) return found;
    throw broken('stat-tells-what-is-there', `was asked about ${name} and told of ${found.name}`);
  }

  async read(name: string): Promise<Readable> {
    const source: unknown = await this.#call(() => this.#store.read(name));
    if (!(source instanceof Readable))
      throw broken('read-gives-bytes', `gave ${kindOf(source)} in place of a Readable of ${name}`);
    return source;
  }

  async *list(prefix: string, options: { readonly limit?: number } = {}): AsyncGenerator<StoredObject> {
    const listed: unknown = await this.#call(async () => this.#store.list(prefix, options));
    if (!isAsyncIterable(listed)) throw broken('list-gives-objects-in-order', `listed ${kindOf(listed)}`);
    const objects = listed[Symbol.asyncIterator]();
    let last: string | undefined;
    let isLeftEarly = false;
    try {
      for (;;) {
        const next = await this.#call(() => objects.next());
        if (next.done === true) return;
        const object = listedUnder(prefix, next.value, last);
        last = object.name;
        isLeftEarly = true;
        yield object;
        isLeftEarly = false;
      }
    } finally {
      if (isLeftEarly) await this.#call(() => objects.return?.());
    }
  }

  #call<T>(work: () => T): T {
    return inDestination(this.#plugin, work);
  }
}

/** A piece of what `read` gave. @throws HatcheryError `CONTRACT_VIOLATED` */
export function checkedBytes(piece: unknown): Uint8Array {
  if (piece instanceof Uint8Array) return piece;
  throw broken('read-gives-bytes', `gave ${kindOf(piece)} in place of bytes of an object`);
}

function listedUnder(prefix: string, object: unknown, last: string | undefined): StoredObject {
  const rule = 'list-gives-objects-in-order';
  if (!isStored(object)) throw broken(rule, `listed ${shape(object)}`);
  const { name } = object;
  if (!name.startsWith(prefix)) throw broken(rule, `was asked for names that start with ${prefix} and listed ${name}`);
  if (last === undefined || last < name || Buffer.compare(Buffer.from(last), Buffer.from(name)) < 0) return object;
  throw broken(rule, `listed ${name} after ${last}`);
}

function isStored(value: unknown): value is StoredObject {
  if (typeof value !== 'object' || value === null) return false;
  const { name, size }: { name?: unknown; size?: unknown } = value;
  return typeof name === 'string' && typeof size === 'number' && Number.isSafeInteger(size) && size >= 0;
}

function shape(value: unknown): string {
  return `${describeValue(value)} in place of { name, size }`;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function broken(rule: ContractRule, did: string): HatcheryError {
  return violationBy('destination', rule, did, { phase: 'land' });
}
