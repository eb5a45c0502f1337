import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  type CreateOptions,
  defineDestination,
  HatcheryError,
  type ObjectStore,
  type StoredObject,
  z,
} from '@hatchery/core';
import type { BoundDestination } from '@hatchery/engine';

/** A store in memory that keeps the contract to the letter, and counts its calls. */
export class MemoryStore implements ObjectStore {
  readonly objects = new Map<string, { bytes: Buffer; options: CreateOptions }>();
  readonly calls: string[] = [];
  readonly #byFolder = new Map<string, Set<string>>();
  /** Called before each operation; throw from it to make the operation fail. */
  before: (operation: string, name: string) => void | Promise<void> = () => {};

  async create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
    await this.#enter('create', name);
    const bytes = await buffer(body);
    options.signal.throwIfAborted();
    if (this.objects.has(name)) throw new HatcheryError('OBJECT_EXISTS', `${name} exists`);
    this.#keep(name, { bytes, options });
    await this.before('created', name);
    return { name, size: bytes.length };
  }

  async stat(name: string): Promise<StoredObject | undefined> {
    await this.#enter('stat', name);
    const found = this.objects.get(name);
    return found && { name, size: found.bytes.length };
  }

  async read(name: string): Promise<Readable> {
    await this.#enter('read', name);
    const found = this.objects.get(name);
    if (found === undefined) throw new HatcheryError('DESTINATION_FAILED', `${name} is missing`);
    return Readable.from([found.bytes], { objectMode: false });
  }

  async *list(prefix: string, { limit = Number.POSITIVE_INFINITY } = {}): AsyncGenerator<StoredObject> {
    await this.#enter('list', prefix);
    const names = [...this.#names(prefix)].sort();
    for (const name of names.slice(0, limit)) yield { name, size: this.objects.get(name)?.bytes.length ?? 0 };
  }

  async remove(name: string): Promise<void> {
    await this.#enter('remove', name);
    this.objects.delete(name);
    this.#byFolder.get(folderOf(name))?.delete(name);
  }

  /** Puts an object there behind the engine's back. */
  put(name: string, content: string): void {
    this.#keep(name, {
      bytes: Buffer.from(content),
      options: { contentType: 'text/plain', signal: new AbortController().signal },
    });
  }

  /** The objects that a source landed, by name. */
  get landed(): Map<string, string> {
    const own = [...this.objects].filter(([name]) => !name.startsWith('_hatchery/'));
    return new Map(own.map(([name, { bytes }]) => [name, bytes.toString()]));
  }

  /** The ledger's entries, oldest first. */
  entries(folder = ''): Record<string, unknown>[] {
    const names = [...this.objects.keys()].filter(
      (name) => name.startsWith(`_hatchery/ledger/`) && name.includes(folder),
    );
    return names
      .toSorted()
      .toReversed()
      .map((name) => JSON.parse(this.objects.get(name)?.bytes.toString() ?? ''));
  }

  bound(): BoundDestination {
    const definition = defineDestination({ config: z.strictObject({}), open: async () => this }).definition;
    return { plugin: { name: 'memory', version: '1.2.3' }, definition, config: {}, directory: '.' };
  }

  #keep(name: string, object: { bytes: Buffer; options: CreateOptions }): void {
    this.objects.set(name, object);
    const folder = folderOf(name);
    this.#byFolder.set(folder, (this.#byFolder.get(folder) ?? new Set()).add(name));
  }

  /** Names by prefix; those of one ledger are found without looking at all others. */
  #names(prefix: string): Iterable<string> {
    const folder = folderOf(prefix);
    const candidates = folder === '' ? this.objects.keys() : (this.#byFolder.get(folder) ?? []);
    return [...candidates].filter((name) => name.startsWith(prefix));
  }

  async #enter(operation: string, name: string): Promise<void> {
    this.calls.push(`${operation} ${name}`);
    await this.before(operation, name);
  }
}

/** The folder of one stream's ledger; everything else is in one. */
function folderOf(name: string): string {
  return /^_hatchery\/ledger\/[^/]+\//.exec(name)?.[0] ?? '';
}
