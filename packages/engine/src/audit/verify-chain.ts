import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { HatcheryError, type ObjectStore } from '@hatchery/core';
import type { LedgerEntry, LedgerObject } from '../ledger/ledger-entry.ts';
import { chainPrefix, entryName } from '../ledger/ledger-names.ts';
import { parseEntry } from '../ledger/parse-entry.ts';
import { inOrder } from './in-order.ts';
import type { ListedChain } from './list-chains.ts';

/** So many entries are read ahead. */
const atOnce = 16;

/** A chain under inspection, told entry by entry, the newest first. */
export interface ChainListener {
  /** An entry, before its objects. */
  onEntry(entry: LedgerEntry, isHead: boolean): void;
  /** An object that counts. */
  onCounted(object: LedgerObject): Promise<void>;
  /** An object that was landed by an attempt that broke off, or may be under way. */
  onUncounted(object: LedgerObject, entry: LedgerEntry): void;
  /** Something is not as it was written. */
  onProblem(sentence: string): void;
}

/** Walks one chain from its newest entry to its first, and checks that no entry is missing, altered or out of place. */
export async function verifyChain(store: ObjectStore, chain: ListedChain, listener: ChainListener): Promise<void> {
  const { prefix, numbers, misplaced } = chain;
  for (const name of misplaced) listener.onProblem(`${name} is not where an entry of that number lies`);
  const read = async (number: number) => ({ number, bytes: await buffer(await store.read(entryName(prefix, number))) });
  let later: { readonly number: number; readonly previous: string | null | undefined } | undefined;
  let counting: string | undefined;
  for await (const { number, bytes } of inOrder(numbers, atOnce, read)) {
    const name = entryName(prefix, number);
    const problem = linkProblem(name, number, bytes, later);
    if (problem !== undefined) listener.onProblem(problem);
    const entry = parse(bytes, name, listener);
    later = { number, previous: entry?.previous };
    if (entry === undefined) continue;
    if (entry.sequence !== number) listener.onProblem(`${name} says that its number is ${entry.sequence}`);
    if (chainPrefix(entry.stream, chain.requested) !== prefix)
      listener.onProblem(`${name} is an entry of stream "${entry.stream}"`);
    listener.onEntry(entry, number === numbers[0]);
    counting = countingRun(entry, counting);
    for (const object of entry.objects) {
      if (counting === entry.run) await listener.onCounted(object);
      else listener.onUncounted(object, entry);
    }
  }
  if (later === undefined) return;
  if (later.number > 1) listener.onProblem(`the entries before ${later.number} are missing`);
  else if (typeof later.previous === 'string')
    listener.onProblem(`${entryName(prefix, 1)} is the first, and names one before it`);
}

function linkProblem(
  name: string,
  number: number,
  bytes: Uint8Array,
  later: { readonly number: number; readonly previous: string | null | undefined } | undefined,
): string | undefined {
  if (later === undefined) return undefined;
  if (number < later.number - 1) return `the entries between ${number} and ${later.number} are missing`;
  if (later.previous === undefined || later.previous === sha256(bytes)) return undefined;
  return `${name} was altered: entry ${later.number} names another hash`;
}

/** Going backwards: what was noted counts if the same run committed after it, with nothing of another run and no new beginning in between. */
function countingRun({ kind, run }: LedgerEntry, counting: string | undefined): string | undefined {
  if (kind === 'progress' || kind === 'complete') return run;
  return kind === 'landed' && run === counting ? counting : undefined;
}

function parse(bytes: Uint8Array, name: string, listener: ChainListener): LedgerEntry | undefined {
  try {
    return parseEntry(bytes, name);
  } catch (error) {
    if (!HatcheryError.is(error)) throw error;
    listener.onProblem(error.message);
    return undefined;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
