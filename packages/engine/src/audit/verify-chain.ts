import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { HatcheryError, type ObjectStore } from '@hatchery/core';
import type { LedgerEntry, LedgerObject } from '../ledger/ledger-entry.ts';
import { chainOf } from '../ledger/ledger-names.ts';
import { parseEntry } from '../ledger/parse-entry.ts';

/** A chain under inspection, told entry by entry, the newest first. */
export interface ChainListener {
  /** An object that counts. */
  onObject(object: LedgerObject): Promise<void>;
  onEntry(entry: LedgerEntry, isHead: boolean): void;
  /** Something is not as it was written. */
  onProblem(sentence: string): void;
}

/**
 * Walks one chain from its newest entry to its first, and checks that no entry is missing, altered or out of place.
 *
 * @param names the entries' names, newest first, as a store lists them
 */
export async function verifyChain(
  store: ObjectStore,
  stream: string | undefined,
  names: readonly string[],
  listener: ChainListener,
): Promise<void> {
  let later: LedgerEntry | undefined;
  let counting: string | undefined;
  for (const name of names) {
    const number = chainOf(name)?.sequence ?? 0;
    if (later !== undefined && number !== later.sequence - 1) {
      listener.onProblem(`entries between ${number} and ${later.sequence} are missing`);
      later = undefined;
    }
    const bytes = await buffer(await store.read(name));
    if (later !== undefined && later.previous !== sha256(bytes))
      listener.onProblem(`${name} was altered: entry ${later.sequence} names another hash`);
    const entry = parse(bytes, name, stream, listener);
    if (entry === undefined) {
      later = undefined;
      continue;
    }
    if (entry.sequence !== number) listener.onProblem(`${name} says that its number is ${entry.sequence}`);
    listener.onEntry(entry, name === names[0]);
    // Going backwards: what was noted counts if the same run committed after it, with no new beginning in between.
    if (entry.kind === 'intent') counting = undefined;
    if (entry.kind === 'progress' || entry.kind === 'complete') counting = entry.run;
    if (counting === entry.run) for (const object of entry.objects) await listener.onObject(object);
    later = entry;
  }
  if (later !== undefined && (later.sequence !== 1 || later.previous !== null))
    listener.onProblem(`the entries before ${later.sequence} are missing`);
}

function parse(
  bytes: Uint8Array,
  name: string,
  stream: string | undefined,
  listener: ChainListener,
): LedgerEntry | undefined {
  try {
    return parseEntry(bytes, name, stream);
  } catch (error) {
    if (!HatcheryError.is(error)) throw error;
    listener.onProblem(error.message);
    return undefined;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
