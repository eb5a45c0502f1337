import type { ObjectStore } from '@hatchery/core';
import { createLogger } from '../create-logger.ts';
import { safeName } from '../landing/safe-name.ts';
import { storedDigest } from '../landing/stored-digest.ts';
import type { LedgerObject } from '../ledger/ledger-entry.ts';
import { chainOf, ledgerPrefix, ownPrefix } from '../ledger/ledger-names.ts';
import { defaultRetry, type RetryContext } from '../retry.ts';
import type { BoundDestination, Stream } from '../stream.ts';
import { Stores } from '../stores.ts';
import { ObjectIndex } from './object-index.ts';
import { verifyChain } from './verify-chain.ts';

/**
 * - `missing`: the ledger names it, the store has it not. `altered`: it is not what was landed.
 * - `unknown`: it lies among the data, and no ledger there names it.
 * - `chain`: the ledger itself is not as it was written.
 */
export type DifferenceKind = 'missing' | 'altered' | 'unknown' | 'chain';

export interface Difference {
  readonly kind: DifferenceKind;
  /** The object, or the chain's folder. */
  readonly name: string;
  readonly detail?: string;
  /** The stream whose ledger says so; absent for what no ledger knows. */
  readonly stream?: string;
}

export interface VerifyReport {
  readonly entries: number;
  readonly objects: number;
  /** Spouted, before compression. */
  readonly bytes: number;
  /** Every one, up to {@link shownDifferences}; `differenceCount` counts all. */
  readonly differences: readonly Difference[];
  readonly differenceCount: number;
  /** Objects of windows that are still open: they neither count nor are they in the way. */
  readonly open: number;
  /** Objects of broken attempts that the store did not let go of; the ledger says that they do not count. */
  readonly discarded: number;
}

export interface VerifyOptions {
  /** Reads every byte and compares the sha256; otherwise sizes and the store's own checksums are compared. @default false */
  readonly deep?: boolean;
  readonly signal?: AbortSignal;
  readonly onObject?: (name: string) => void;
}

/** How many differences a report names. */
export const shownDifferences = 10_000;

/**
 * Compares what the destinations of `streams` hold with what the ledgers there say: every chain intact, every object there
 * and unchanged, nothing there that no ledger knows. All ledgers beside the data count, also of streams that the config has no more.
 *
 * @throws HatcheryError from a destination that cannot be read
 */
export async function verifyStreams(streams: readonly Stream[], options: VerifyOptions = {}): Promise<VerifyReport> {
  const stores = new Stores(createLogger(undefined));
  const verification = new Verification(options);
  try {
    for (const destination of new Set(streams.map((stream) => stream.destination))) {
      const ledgers = new Set(
        streams.filter((stream) => stream.destination === destination).map((stream) => stream.ledger ?? destination),
      );
      await verification.compare(destination, ledgers, streams, stores);
    }
    return verification.report;
  } finally {
    await stores.close();
  }
}

class Verification {
  readonly #options: VerifyOptions;
  readonly #retry: RetryContext;
  readonly #differences: Difference[] = [];
  readonly #counts = { entries: 0, objects: 0, bytes: 0, differenceCount: 0, open: 0, discarded: 0 };

  constructor(options: VerifyOptions) {
    this.#options = options;
    this.#retry = { policy: defaultRetry, signal: options.signal ?? new AbortController().signal };
  }

  get report(): VerifyReport {
    return { ...this.#counts, differences: this.#differences };
  }

  async compare(
    destination: BoundDestination,
    ledgers: ReadonlySet<BoundDestination>,
    streams: readonly Stream[],
    stores: Stores,
  ): Promise<void> {
    const store = await stores.open(destination, this.#retry);
    const index = new ObjectIndex();
    for await (const object of store.list('')) if (!object.name.startsWith(ownPrefix)) index.add(object);
    const openSeries: string[] = [];
    const discarded = new Set<string>();
    for (const ledger of ledgers) {
      const own =
        ledger === destination
          ? undefined
          : streams.filter((stream) => stream.destination === destination && stream.ledger === ledger);
      await this.#readLedger(await stores.open(ledger, this.#retry), store, index, { openSeries, discarded }, own);
    }
    for await (const { name } of store.list('')) {
      if (name.startsWith(ownPrefix) || !index.isUnknown(name)) continue;
      if (discarded.has(name)) this.#counts.discarded += 1;
      else if (openSeries.some((series) => name.startsWith(series))) this.#counts.open += 1;
      else this.#differ({ kind: 'unknown', name, detail: 'no ledger names it' });
    }
  }

  /** All chains of a ledger; only those of `own`, where the ledger serves other destinations too. */
  async #readLedger(
    ledger: ObjectStore,
    store: ObjectStore,
    index: ObjectIndex,
    left: Left,
    own: readonly Stream[] | undefined,
  ): Promise<void> {
    const folders = own?.map(({ id }) => `${ledgerPrefix}${safeName(id)}/`) ?? [ledgerPrefix];
    for (const folder of folders) {
      for (const [prefix, names] of await chainsUnder(ledger, folder)) {
        let stream = prefix;
        await verifyChain(ledger, undefined, names, {
          onEntry: (entry, isHead) => {
            stream = entry.stream;
            this.#counts.entries += 1;
            this.#options.signal?.throwIfAborted();
            if (isHead && entry.kind !== 'complete') left.openSeries.push(...entry.series);
            for (const name of entry.discarded ?? []) left.discarded.add(name);
          },
          onObject: (object) => this.#check(object, stream, store, index),
          onProblem: (detail) => this.#differ({ kind: 'chain', name: prefix, detail, stream }),
        });
      }
    }
  }

  async #check(object: LedgerObject, stream: string, store: ObjectStore, index: ObjectIndex): Promise<void> {
    const { name, size, sha256, storedSize, checksum, compression = 'none' } = object;
    this.#counts.objects += 1;
    this.#counts.bytes += size;
    this.#options.onObject?.(name);
    const matches = index.matches({ name, size: storedSize, ...(checksum === undefined ? {} : { checksum }) });
    if (matches === undefined) return this.#differ({ kind: 'missing', name, stream, detail: 'the store has it not' });
    if (!matches && !(await looksUnaltered(object, store))) {
      return this.#differ({ kind: 'altered', name, stream, detail: 'size or checksum differ from those recorded' });
    }
    if (this.#options.deep !== true) return;
    const found = await storedDigest(store, name, compression);
    if (found?.sha256 === sha256 && found.size === size) return;
    this.#differ({ kind: 'altered', name, stream, detail: 'its bytes differ from those recorded' });
  }

  #differ(difference: Difference): void {
    this.#counts.differenceCount += 1;
    if (this.#differences.length < shownDifferences) this.#differences.push(difference);
  }
}

/** A listing may tell no checksum (S3), or one of another kind than was recorded; a look at the object itself decides. */
async function looksUnaltered({ name, storedSize, checksum }: LedgerObject, store: ObjectStore): Promise<boolean> {
  const there = await store.stat(name);
  if (there?.size !== storedSize) return false;
  const isComparable =
    algorithmOf(there.checksum) !== undefined && algorithmOf(there.checksum) === algorithmOf(checksum);
  return !isComparable || there.checksum === checksum;
}

function algorithmOf(checksum: string | undefined): string | undefined {
  return checksum?.split(':')[0];
}

/** What is known of objects that do not count. */
interface Left {
  readonly openSeries: string[];
  readonly discarded: Set<string>;
}

/** The chains of a ledger, each with its entries' names, newest first. */
async function chainsUnder(ledger: ObjectStore, folder: string): Promise<Map<string, string[]>> {
  const chains = new Map<string, string[]>();
  for await (const { name } of ledger.list(folder)) {
    const prefix = chainOf(name)?.prefix;
    if (prefix === undefined) continue;
    const names = chains.get(prefix);
    if (names === undefined) chains.set(prefix, [name]);
    else names.push(name);
  }
  return chains;
}
