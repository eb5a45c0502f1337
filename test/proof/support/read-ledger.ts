import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { ObjectStore } from '@hatchery/core';
import type { LedgerEntry, LedgerObject } from '@hatchery/engine';

export interface ReadLedger {
  /** Oldest first. */
  readonly entries: readonly LedgerEntry[];
  /** What counts, by name, as a reader finds it who knows nothing but the documented format. */
  readonly counted: ReadonlyMap<string, LedgerObject>;
}

/** Below it lie the ledgers, each in a folder of its own. */
const ledgers = '_hatchery/ledger/';

/** Reads the ledgers of all streams of a store; see {@link readLedger}. */
export async function readLedgers(store: ObjectStore): Promise<ReadLedger[]> {
  const names = await namesUnder(store, ledgers);
  const folders = new Set(names.map((name) => name.slice(0, name.indexOf('/', ledgers.length) + 1)));
  return Promise.all([...folders].map((folder) => readLedger(store, folder)));
}

/**
 * Reads a chain, by a reader of its own, and checks its links.
 *
 * @param folder where it lies. @default where the store has only one
 * @throws Error if an entry is missing, altered or out of place
 */
export async function readLedger(store: ObjectStore, folder = ledgers): Promise<ReadLedger> {
  const entries: LedgerEntry[] = [];
  let hash: string | null = null;
  for (const name of (await namesUnder(store, folder)).toReversed()) {
    const bytes = await buffer(await store.read(name));
    const entry = JSON.parse(bytes.toString()) as LedgerEntry;
    if (entry.sequence !== entries.length + 1) throw new Error(`${name} should be entry ${entries.length + 1}`);
    if (entry.previous !== hash) throw new Error(`${name} does not follow from the entry before it`);
    hash = createHash('sha256').update(bytes).digest('hex');
    entries.push(entry);
  }
  return { entries, counted: countedIn(entries) };
}

function countedIn(entries: readonly LedgerEntry[]): Map<string, LedgerObject> {
  const counted = new Map<string, LedgerObject>();
  for (const [index, entry] of entries.entries()) {
    if (entry.kind !== 'progress' && entry.kind !== 'complete') continue;
    const since = entries.slice(0, index).findLastIndex(({ run, kind }) => run !== entry.run || kind !== 'landed');
    for (const { objects } of entries.slice(since + 1, index + 1)) {
      for (const object of objects) counted.set(object.name, object);
    }
  }
  return counted;
}

/** Names in the order of a listing. */
export async function namesUnder(store: ObjectStore, prefix: string): Promise<string[]> {
  const objects = await Array.fromAsync(store.list(prefix));
  return objects.map(({ name }) => name);
}
