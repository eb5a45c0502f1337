import { buffer } from 'node:stream/consumers';
import type { ObjectStore } from '@hatchery/core';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import { backfillPrefix, chainOf } from '../ledger/ledger-names.ts';
import { parseEntry } from '../ledger/parse-entry.ts';
import { inOrder } from './in-order.ts';

/** So many entries are read side by side. */
const atOnce = 16;

/**
 * The newest entry of each window that was collected on request: the first of its chain in one listing of them all.
 *
 * @throws HatcheryError from the destination, or `LEDGER_CORRUPT`
 */
export async function readBackfills(store: ObjectStore, stream: string): Promise<LedgerEntry[]> {
  const newest = new Map<string, string>();
  for await (const { name } of store.list(backfillPrefix(stream))) {
    const prefix = chainOf(name)?.prefix;
    if (prefix !== undefined && !newest.has(prefix)) newest.set(prefix, name);
  }
  const read = async (name: string): Promise<LedgerEntry> =>
    parseEntry(await buffer(await store.read(name)), name, stream);
  return Array.fromAsync(inOrder(newest.values(), atOnce, read));
}
