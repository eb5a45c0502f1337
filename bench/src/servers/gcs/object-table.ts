import { type Chain, chainNames } from './chain.ts';
import type { StoredObject } from './stored-object.ts';

/** The objects of all buckets, in folders, so that a listing of one ledger does not pass through all others. */
export class ObjectTable {
  readonly #folders = new Map<string, Map<string, StoredObject>>();
  readonly #chains: Chain[] = [];
  /** What came since {@link takeCounts} was last called; `ledger` are entries. */
  #counts = { requests: 0, objects: 0, bytes: 0, ledger: 0 };

  countRequest(): void {
    this.#counts.requests++;
  }

  takeCounts(): Readonly<Record<string, number>> {
    const counts = this.#counts;
    this.#counts = { requests: 0, objects: 0, bytes: 0, ledger: 0 };
    return counts;
  }

  clear(): void {
    this.#folders.clear();
    this.#chains.length = 0;
  }

  pretend(chain: Chain): void {
    this.#chains.push(chain);
  }

  get(name: string): StoredObject | undefined {
    return this.#folders.get(folderOf(name))?.get(name);
  }

  /** @returns whether the name was free */
  add(object: StoredObject): boolean {
    const key = folderOf(object.name);
    const folder = this.#folders.get(key) ?? new Map<string, StoredObject>();
    if (folder.has(object.name)) return false;
    this.#folders.set(key, folder.set(object.name, object));
    this.#counts[isLedger(object.name) ? 'ledger' : 'objects']++;
    if (!isLedger(object.name)) this.#counts.bytes += object.size;
    return true;
  }

  remove(name: string): boolean {
    return this.#folders.get(folderOf(name))?.delete(name) === true;
  }

  /** The first of the names behind `after` that begin with `prefix`. */
  list(prefix: string, after: string, limit: number): StoredObject[] {
    const isOneFolder = prefix.split('/').length > folderDepth;
    const folders = isOneFolder ? [this.#folders.get(folderOf(prefix))] : [...this.#folders.values()];
    const names = folders.flatMap((folder) => [...(folder?.keys() ?? [])].filter((name) => name.startsWith(prefix)));
    const behind = names.filter((name) => name > after).sort();
    const found = behind.slice(0, limit).flatMap((name) => this.get(name) ?? []);
    for (const chain of this.#chains) found.push(...chainNames(chain, prefix, after, limit - found.length));
    return found;
  }
}

export function isLedger(name: string): boolean {
  return name.startsWith('_hatchery/');
}

const folderDepth = 3;

/** `_hatchery/ledger/STREAM` of an entry. */
function folderOf(name: string): string {
  return name.split('/', folderDepth).join('/');
}
