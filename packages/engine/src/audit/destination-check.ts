import { HatcheryError, type ObjectStore, type StoredObject } from '@hatchery/core';
import { storedDigest } from '../landing/stored-digest.ts';
import type { LedgerObject } from '../ledger/ledger-entry.ts';
import { ledgerPrefix, ownPrefix } from '../ledger/ledger-names.ts';
import { safeName } from '../landing/safe-name.ts';
import { Pool } from '../pool.ts';
import { defaultRetry, type RetryContext, withRetries } from '../retry.ts';
import type { BoundDestination, Stream } from '../stream.ts';
import type { Stores } from '../stores.ts';
import type { Findings } from './findings.ts';
import { type ListedChain, listChains } from './list-chains.ts';
import { ObjectIndex } from './object-index.ts';
import { verifyChain } from './verify-chain.ts';
import type { VerifyOptions } from './verify-report.ts';

/** So many objects are looked at side by side. */
const atOnce = 16;

/** The verification of one destination. */
export class DestinationCheck {
  readonly #destination: BoundDestination;
  readonly #configured: readonly Stream[];
  readonly #stores: Stores;
  readonly #findings: Findings;
  readonly #options: VerifyOptions;
  readonly #retry: RetryContext;
  readonly #index = new ObjectIndex();
  readonly #pool = new Pool(atOnce);
  /** What does not count, and is explained. */
  readonly #open = { series: [] as string[], names: new Set<string>() };
  readonly #discarded = new Set<string>();

  constructor(
    destination: BoundDestination,
    configured: readonly Stream[],
    stores: Stores,
    findings: Findings,
    options: VerifyOptions,
  ) {
    this.#destination = destination;
    this.#configured = configured;
    this.#stores = stores;
    this.#findings = findings;
    this.#options = options;
    this.#retry = { policy: defaultRetry, signal: options.signal ?? new AbortController().signal };
  }

  /** Lists first and reads the ledgers then, so that a run at work meanwhile adds nothing that would look unknown. */
  async run(): Promise<void> {
    const store = await this.#stores.open(this.#destination, this.#retry);
    for await (const object of this.#data(store)) this.#index.add(object);
    const here = this.#configured.filter(({ destination }) => destination === this.#destination);
    for (const ledger of new Set([this.#destination, ...here.map((stream) => stream.ledger ?? this.#destination)])) {
      await this.#readLedger(ledger, store);
    }
    await this.#pool.drain();
    await this.#findUnknown(store);
  }

  async #readLedger(bound: BoundDestination, store: ObjectStore): Promise<void> {
    const ledger = await this.#stores.open(bound, this.#retry);
    const byFolder = new Map(this.#configured.map((stream) => [folderOf(stream.id), stream]));
    for (const chain of await listChains(ledger, ledgerPrefix, this.#options.signal)) {
      const owner = byFolder.get(`${chain.prefix.split('/', 3).join('/')}/`);
      if (owner !== undefined && owner.destination !== this.#destination) continue;
      // In a ledger that serves several destinations, nobody can tell where a stream that is gone from the config had its data.
      const isCertain = owner !== undefined || bound === this.#destination;
      await this.#readChain(ledger, chain, store, owner?.id, isCertain);
    }
  }

  async #readChain(
    ledger: ObjectStore,
    chain: ListedChain,
    store: ObjectStore,
    owner: string | undefined,
    isCertain: boolean,
  ): Promise<void> {
    let stream = owner;
    let openFrom = Number.POSITIVE_INFINITY;
    await verifyChain(ledger, chain, {
      onEntry: (entry, isHead) => {
        this.#options.signal?.throwIfAborted();
        stream ??= entry.stream;
        this.#findings.count('entries');
        if (isHead && entry.kind !== 'complete') {
          openFrom = entry.opened;
          this.#open.series.push(...entry.series);
        }
        for (const name of entry.discarded ?? []) this.#discarded.add(name);
      },
      onCounted: (object) => this.#pool.add(() => this.#check(object, stream, store, isCertain)),
      onUncounted: ({ name }, { sequence }) =>
        void (sequence >= openFrom ? this.#open.names : this.#discarded).add(name),
      onProblem: (detail) =>
        this.#findings.differ({
          kind: 'chain',
          name: chain.prefix,
          detail,
          ...(stream === undefined ? {} : { stream }),
        }),
    });
  }

  async #check(
    object: LedgerObject,
    stream: string | undefined,
    store: ObjectStore,
    isCertain: boolean,
  ): Promise<void> {
    const { name, size, storedSize, checksum } = object;
    const listed = this.#index.matches({ name, size: storedSize, ...(checksum === undefined ? {} : { checksum }) });
    const problem = listed ? undefined : await problemOf(object, store);
    if (problem?.kind === 'missing' && !isCertain) return;
    this.#findings.count('objects');
    this.#findings.count('bytes', size);
    this.#options.onObject?.(name, size);
    const found =
      problem ?? (this.#options.deep === true ? await deepProblemOf(object, store, this.#retry) : undefined);
    if (found !== undefined) this.#findings.differ({ ...found, name, ...(stream === undefined ? {} : { stream }) });
  }

  async #findUnknown(store: ObjectStore): Promise<void> {
    if (!this.#index.hasUnknown) return;
    for await (const { name } of this.#data(store)) {
      if (!this.#index.isUnknown(name)) continue;
      if (this.#discarded.has(name)) this.#findings.count('discarded');
      else if (this.#isOpen(name)) this.#findings.count('open');
      else this.#findings.differ({ kind: 'unknown', name, detail: 'no ledger names it' });
    }
  }

  #isOpen(name: string): boolean {
    return this.#open.names.has(name) || this.#open.series.some((series) => name.startsWith(series));
  }

  async *#data(store: ObjectStore): AsyncGenerator<StoredObject> {
    for await (const object of store.list('')) {
      this.#options.signal?.throwIfAborted();
      if (!object.name.startsWith(ownPrefix)) yield object;
    }
  }
}

type Problem = { readonly kind: 'missing' | 'altered' | 'unreadable'; readonly detail: string } | undefined;

/** A listing may be older than the object, tell no checksum (S3), or one of another kind than was recorded: the object itself decides. */
async function problemOf({ name, storedSize, checksum }: LedgerObject, store: ObjectStore): Promise<Problem> {
  const there = await store.stat(name);
  if (there === undefined) return { kind: 'missing', detail: 'the store has it not' };
  if (there.size !== storedSize)
    return { kind: 'altered', detail: `its size is ${there.size}; ${storedSize} was recorded` };
  const isComparable = there.checksum !== undefined && algorithmOf(there.checksum) === algorithmOf(checksum);
  if (!isComparable || there.checksum === checksum) return undefined;
  return { kind: 'altered', detail: `its checksum is ${there.checksum}; ${checksum} was recorded` };
}

async function deepProblemOf(
  { name, size, sha256, compression }: LedgerObject,
  store: ObjectStore,
  retry: RetryContext,
): Promise<Problem> {
  try {
    const found = await withRetries(() => storedDigest(store, name, compression ?? 'none'), retry);
    if (found?.sha256 === sha256 && found.size === size) return undefined;
    return { kind: 'altered', detail: 'its bytes differ from those recorded' };
  } catch (error) {
    // What may pass is the store's trouble, not this object's.
    if (!HatcheryError.is(error) || error.transient || retry.signal.aborted) throw error;
    return { kind: 'unreadable', detail: error.message };
  }
}

function algorithmOf(checksum: string | undefined): string | undefined {
  return checksum?.split(':')[0];
}

function folderOf(stream: string): string {
  return `${ledgerPrefix}${safeName(stream)}/`;
}
