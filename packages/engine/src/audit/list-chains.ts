import type { ObjectStore, Window } from '@hatchery/core';
import { chainOf, entryName } from '../ledger/ledger-names.ts';

/** A chain as a listing shows it. */
export interface ListedChain {
  readonly prefix: string;
  /** The window that it was asked for; absent for a stream's own chain. */
  readonly requested?: Window;
  /** The entries' numbers, the newest first. */
  readonly numbers: number[];
  /** Names that look like an entry's and are not where an entry of that number lies. */
  readonly misplaced: string[];
}

/** All chains under a folder of a ledger. Their numbers are kept, not their names: a chain may have a million entries. */
export async function listChains(ledger: ObjectStore, folder: string, signal?: AbortSignal): Promise<ListedChain[]> {
  const chains = new Map<string, ListedChain>();
  for await (const { name } of ledger.list(folder)) {
    signal?.throwIfAborted();
    const found = chainOf(name);
    if (found === undefined) continue;
    const { prefix, sequence, requested } = found;
    const chain = chains.get(prefix) ?? {
      prefix,
      ...(requested === undefined ? {} : { requested }),
      numbers: [],
      misplaced: [],
    };
    chains.set(prefix, chain);
    if (name === entryName(prefix, sequence)) chain.numbers.push(sequence);
    else chain.misplaced.push(name);
  }
  return [...chains.values()];
}
