import { Readable } from 'node:stream';
import {
  type CreateOptions,
  type DestinationBinding,
  defineDestination,
  HatcheryError,
  type ObjectStore,
  type StoredObject,
  z,
} from '@hatchery/core';

/** When a {@link MemoryStore} is to die: at its nth `create`, counted from 0, before or after the object is there. */
export interface Crash {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** A store in memory, with the promises of a real one, that can be made to die at any step. */
export class MemoryStore implements ObjectStore {
  readonly #objects: Map<string, Buffer>;
  #creates = 0;
  #crash: Crash | undefined;
  #dead = false;

  /** @param objects what is in it from the start */
  constructor(objects: Iterable<readonly [name: string, bytes: Buffer]> = []) {
    this.#objects = new Map(objects);
  }

  /** All that is in it. */
  get objects(): ReadonlyMap<string, Buffer> {
    return this.#objects;
  }

  /** How many objects it was asked to create. */
  get creates(): number {
    return this.#creates;
  }

  /** Makes the store die at a coming step; nothing works from then on, as after a kill. Counts from 0 again. */
  crash(crash: Crash): void {
    this.#crash = crash;
    this.#creates = 0;
  }

  /** Brings the store back, with all that was in it. */
  revive(): void {
    this.#crash = undefined;
    this.#dead = false;
  }

  async create(name: string, body: Readable, { signal }: CreateOptions): Promise<StoredObject> {
    this.#live();
    const step = this.#creates;
    this.#creates += 1;
    const bytes = Buffer.concat(await body.toArray({ signal }));
    signal.throwIfAborted();
    if (this.#objects.has(name)) throw new HatcheryError('OBJECT_EXISTS', `${name} exists already.`);
    this.#dieAt(step, 'before');
    this.#objects.set(name, bytes);
    this.#dieAt(step, 'after');
    return { name, size: bytes.length };
  }

  async stat(name: string): Promise<StoredObject | undefined> {
    this.#live();
    const bytes = this.#objects.get(name);
    return bytes && { name, size: bytes.length };
  }

  async read(name: string): Promise<Readable> {
    this.#live();
    const bytes = this.#objects.get(name);
    if (bytes === undefined) throw new HatcheryError('DESTINATION_FAILED', `There is no ${name}.`);
    return Readable.from([bytes], { objectMode: false });
  }

  async *list(prefix: string, { limit = Number.POSITIVE_INFINITY } = {}): AsyncGenerator<StoredObject> {
    this.#live();
    const names = [...this.#objects.keys()].filter((name) => name.startsWith(prefix));
    names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    for (const name of names.slice(0, limit)) yield { name, size: this.#objects.get(name)?.length ?? 0 };
  }

  async remove(name: string): Promise<void> {
    this.#live();
    this.#objects.delete(name);
  }

  #dieAt(step: number, when: Crash['when']): void {
    if (this.#crash?.at === step && this.#crash.when === when) this.#dead = true;
    this.#live();
  }

  #live(): void {
    if (this.#dead) throw new HatcheryError('DESTINATION_FAILED', 'The store died.');
  }
}

/** A destination that is a store in memory: the same one, however often it is opened. */
export function inMemory(store: MemoryStore = new MemoryStore()): DestinationBinding {
  return defineDestination({ config: z.strictObject({}), open: () => Promise.resolve(store) })({});
}
