import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { CreateOptions, StoredObject } from '@hatchery/core';
import { MemoryStore } from './memory-store.ts';

/** A store with checksums of its own, told in listings or only when asked for one object. */
export class ChecksumStore extends MemoryStore {
  readonly #listed: boolean;

  constructor({ listed = true } = {}) {
    super();
    this.#listed = listed;
  }

  override async create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
    return this.#with(await super.create(name, body, options));
  }

  override async stat(name: string): Promise<StoredObject | undefined> {
    const found = await super.stat(name);
    return found && this.#with(found);
  }

  override async *list(prefix: string, options: { limit?: number } = {}): AsyncGenerator<StoredObject> {
    for await (const object of super.list(prefix, options)) yield this.#listed ? this.#with(object) : object;
  }

  #with(object: StoredObject): StoredObject {
    const bytes = this.objects.get(object.name)?.bytes ?? '';
    return { ...object, checksum: `md5:${createHash('md5').update(bytes).digest('base64')}` };
  }
}
