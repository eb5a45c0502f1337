import type { Logger, ObjectStore } from '@hatchery/core';
import { CountedObjects } from './ledger/counted-objects.ts';
import type { LedgerEntry } from './ledger/ledger-entry.ts';
import { readEntries } from './ledger/read-entries.ts';

/**
 * The names of objects that broken attempts at an open window landed and no entry counts: what lies in the store under the
 * window's series, less what counts.
 */
export async function findLeftovers(
  store: ObjectStore,
  ledgerStore: ObjectStore,
  prefix: string,
  head: LedgerEntry,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const series of head.series) {
    for await (const { name } of store.list(series)) found.add(name);
  }
  if (found.size === 0) return found;
  for (const name of await countedNames(ledgerStore, prefix, head)) found.delete(name);
  return found;
}

/**
 * The names of objects that the entries up to `head` count.
 *
 * @param first the number of the first entry to look at; by default the one that opened the window
 */
export async function countedNames(
  ledgerStore: ObjectStore,
  prefix: string,
  head: LedgerEntry,
  first = head.opened,
): Promise<Set<string>> {
  const counted = new CountedObjects();
  const entries = await readEntries(ledgerStore, head.stream, prefix, first, head.sequence);
  return new Set(entries.flatMap((entry) => counted.add(entry).map(({ name }) => name)));
}

/** Removes what a finished window discarded, where the store allows it; the ledger says already that it does not count. */
export async function removeDiscarded(store: ObjectStore, names: readonly string[], log: Logger): Promise<void> {
  if (store.remove === undefined) return;
  for (const name of names) {
    try {
      await store.remove(name);
    } catch (error) {
      log.debug('an object of a broken attempt could not be removed; the ledger names it', { object: name, error });
    }
  }
}
