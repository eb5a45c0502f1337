import { buffer } from 'node:stream/consumers';
import type { ObjectStore } from '@hatchery/core';
import pLimit from 'p-limit';
import type { LedgerEntry } from './ledger-entry.ts';
import { entryName } from './ledger-names.ts';
import { parseEntry } from './parse-entry.ts';

const atOnce = 16;

/** The entries of a chain from number `first` to number `last`, in no particular order of reading. */
export function readEntries(
  store: ObjectStore,
  stream: string,
  prefix: string,
  first: number,
  last: number,
): Promise<LedgerEntry[]> {
  const limit = pLimit(atOnce);
  const numbers = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  const read = async (number: number): Promise<LedgerEntry> => {
    const name = entryName(prefix, number);
    return parseEntry(await buffer(await store.read(name)), name, stream);
  };
  return Promise.all(numbers.map((number) => limit(() => read(number))));
}
