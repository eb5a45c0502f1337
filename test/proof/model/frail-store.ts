import type { Readable } from 'node:stream';
import { Readable as Bytes } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type CreateOptions, HatcheryError, type ObjectStore, type StoredObject } from '@hatchery/core';

/** Waits for its turn among all that goes on at the same time. */
export type Turn = () => Promise<void>;

/**
 * One process's view of a store in memory. Each operation waits for its turn; at a chosen step the process dies, as far as
 * the store can see: whatever it does after that has no effect.
 */
export class FrailStore implements ObjectStore {
  readonly #objects: Map<string, Buffer>;
  readonly #turn: Turn;
  readonly remove?: (name: string) => Promise<void>;
  #left: number;

  /** @param dieAt steps that still happen, 0 for none; `undefined` for a process that lives */
  constructor(objects: Map<string, Buffer>, turn: Turn, canRemove: boolean, dieAt: number | undefined) {
    this.#objects = objects;
    this.#turn = turn;
    this.#left = dieAt ?? Number.POSITIVE_INFINITY;
    if (canRemove) {
      this.remove = async (name) => {
        await this.#step();
        this.#objects.delete(name);
        await this.#step();
      };
    }
  }

  async create(name: string, body: Readable, { signal }: CreateOptions): Promise<StoredObject> {
    await this.#step();
    const bytes = await buffer(body);
    signal.throwIfAborted();
    await this.#step();
    if (this.#objects.has(name)) throw new HatcheryError('OBJECT_EXISTS', `${name} exists.`);
    this.#objects.set(name, bytes);
    await this.#step();
    return { name, size: bytes.length };
  }

  async stat(name: string): Promise<StoredObject | undefined> {
    await this.#step();
    const bytes = this.#objects.get(name);
    return bytes && { name, size: bytes.length };
  }

  async read(name: string): Promise<Readable> {
    await this.#step();
    const bytes = this.#objects.get(name);
    if (bytes === undefined) throw new HatcheryError('DESTINATION_FAILED', `There is no ${name}.`);
    return Bytes.from([bytes], { objectMode: false });
  }

  async *list(prefix: string, { limit = Number.POSITIVE_INFINITY } = {}): AsyncGenerator<StoredObject> {
    await this.#step();
    const names = [...this.#objects.keys()].filter((name) => name.startsWith(prefix)).sort();
    for (const name of names.slice(0, limit)) yield { name, size: this.#objects.get(name)?.length ?? 0 };
  }

  async #step(): Promise<void> {
    await this.#turn();
    this.#left -= 1;
    if (this.#left < 0) throw new HatcheryError('DESTINATION_FAILED', 'This process is dead.');
  }
}
