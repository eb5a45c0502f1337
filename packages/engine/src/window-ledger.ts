import type { JsonValue } from '@hatchery/core';
import type { Ledger } from './ledger/ledger.ts';
import { takeLease } from './ledger/lease.ts';
import type { LedgerEntry, LedgerEntryKind, LedgerObject } from './ledger/ledger-entry.ts';

/** So many objects, or the oldest of them so old, are noted in the ledger even if the source does not commit. */
const noteAfterObjects = 500;
const noteAfterMs = 30_000;
/** So many names that this run counted are known again, when a queue gives a message a second time. */
const mostRemembered = 100_000;
/** So many schema hints are remembered for the next window. */
const mostHints = 20;

export interface WindowLedgerOptions {
  readonly ledger: Ledger;
  /** The entry by which this run opened the window or took it over. */
  readonly intent: LedgerEntry;
  readonly leaseMs: number;
  /** Names that broken attempts left, to be adopted or discarded. */
  readonly leftovers: Set<string>;
  /** Reads the names of what counted when this run took the window over. */
  readonly countedBefore: () => Promise<ReadonlySet<string>>;
  /** Called when the chain was found to have gone on without us. */
  readonly onLost: (error: unknown) => void;
}

/** The entries of one window, as one run writes them: what has landed, what of that counts, where to go on. */
export class WindowLedger {
  readonly #options: WindowLedgerOptions;
  #state: LedgerEntry;
  #checkpoint: JsonValue | undefined;
  /** Landed, in no entry yet. */
  #fresh: LedgerObject[] = [];
  #freshSince = 0;
  /** Noted by this run since its last checkpoint. */
  #noted = { objects: 0, bytes: 0 };
  readonly #hints = new Set<string>();
  readonly #countedHere = new Set<string>();
  #appending: Promise<unknown> = Promise.resolve();
  #renewal: NodeJS.Timeout | undefined;
  #countedBefore: Promise<ReadonlySet<string>> | undefined;

  constructor(options: WindowLedgerOptions) {
    this.#options = options;
    this.#state = options.intent;
    this.#checkpoint = options.intent.checkpoint;
    this.#renewLater();
  }

  get checkpoint(): JsonValue | undefined {
    return this.#checkpoint;
  }

  get nextSeq(): number {
    return this.#options.intent.nextSeq;
  }

  /** The newest entry. */
  get state(): LedgerEntry {
    return this.#state;
  }

  /** Makes sure that the ledger knows what an object's name begins with before there is such an object. */
  async announce(series: string, schemaHint = ''): Promise<void> {
    this.#hints.add(schemaHint);
    if (this.#state.series.includes(series)) return;
    await this.#append(() =>
      this.#state.series.includes(series) ? undefined : this.#note([...this.#state.series, series]),
    );
  }

  /**
   * Takes note of an object that is durable.
   *
   * @param adopted it was there already; what counts already does not count again, as when a run died before it could
   *   acknowledge a message, or a queue gives one twice
   * @param counts commits it at once, so that the service may forget it
   * @returns whether it did not count before
   */
  async add(object: LedgerObject, adopted: boolean, counts: boolean, nextSeq: number): Promise<boolean> {
    const countedBefore = adopted && (await this.#isCountedBefore(object.name));
    // Nothing is waited for between this question and taking note: of two that land the same at once, one counts it.
    const isNew = !countedBefore && !this.#countedHere.has(object.name);
    if (isNew) this.#take(object, counts);
    if (counts) {
      // Also where it counts already: the entry that says so may be under way.
      await this.#append(() =>
        this.#fresh.length === 0 ? undefined : this.#count('progress', this.#checkpoint, nextSeq),
      );
      return isNew;
    }
    const isDue = this.#fresh.length >= noteAfterObjects || performance.now() - this.#freshSince > noteAfterMs;
    if (isNew && isDue)
      await this.#append(() => (this.#fresh.length === 0 ? undefined : this.#note(this.#state.series)));
    return isNew;
  }

  /** Commits what has landed, and where to go on; nothing is written if neither is new. */
  async progress(checkpoint: JsonValue | undefined, nextSeq: number): Promise<void> {
    const isNews = JSON.stringify(checkpoint) !== JSON.stringify(this.#checkpoint);
    this.#checkpoint = checkpoint;
    if (isNews || this.#fresh.length + this.#noted.objects > 0)
      await this.#append(() => this.#count('progress', checkpoint, nextSeq));
  }

  /** Commits the window as covered. */
  async complete(checkpoint: JsonValue | undefined): Promise<void> {
    await this.#append(() => this.#count('complete', checkpoint, 0));
    clearTimeout(this.#renewal);
  }

  /** Lets go of a window that could not be finished, noting what has landed, so that the next run need not wait. */
  async release(signal: AbortSignal): Promise<void> {
    clearTimeout(this.#renewal);
    await this.#append(() => ({ ...this.#note(this.#state.series), lease: undefined }), signal);
  }

  /** One entry at a time; those who come while one is written find their objects in the next. */
  #append(content: () => Content | undefined, signal?: AbortSignal): Promise<void> {
    const appended = this.#appending.then(() => this.#appendNow(content(), signal));
    this.#appending = appended.catch(() => {});
    return appended;
  }

  async #appendNow(content: Content | undefined, signal: AbortSignal | undefined): Promise<void> {
    if (content === undefined) return;
    const { leaseMs, ledger, intent } = this.#options;
    const objects = [...this.#fresh];
    const holds = leaseMs > 0 && content.kind !== 'complete' && !('lease' in content);
    const lease = holds ? { lease: takeLease(new Date(intent.committedAt), leaseMs) } : {};
    this.#state = await ledger.append(
      { ...carried(this.#state), ...lease, ...withoutUndefined(content), objects },
      signal,
    );
    this.#fresh = this.#fresh.slice(objects.length);
    const bytes = objects.reduce((sum, { size }) => sum + size, 0);
    const isNote = content.kind === 'landed';
    this.#noted = isNote
      ? { objects: this.#noted.objects + objects.length, bytes: this.#noted.bytes + bytes }
      : { objects: 0, bytes: 0 };
  }

  #take(object: LedgerObject, counts: boolean): void {
    this.#options.leftovers.delete(object.name);
    if (this.#fresh.length === 0) this.#freshSince = performance.now();
    this.#fresh.push(object);
    if (counts) this.#remember(object.name);
  }

  #remember(name: string): void {
    this.#countedHere.add(name);
    if (this.#countedHere.size <= mostRemembered) return;
    const [oldest = ''] = this.#countedHere;
    this.#countedHere.delete(oldest);
  }

  async #isCountedBefore(name: string): Promise<boolean> {
    this.#countedBefore ??= this.#options.countedBefore();
    return (await this.#countedBefore).has(name);
  }

  #note(series: readonly string[]): Content {
    return { kind: 'landed', series, checkpoint: this.#state.checkpoint };
  }

  #count(kind: 'progress' | 'complete', checkpoint: JsonValue | undefined, nextSeq: number): Content {
    const bytes = this.#fresh.reduce((sum, { size }) => sum + size, 0);
    const totals = {
      objects: this.#state.totals.objects + this.#noted.objects + this.#fresh.length,
      bytes: this.#state.totals.bytes + this.#noted.bytes + bytes,
    };
    const counted = { kind, checkpoint, nextSeq, totals };
    if (kind === 'progress') return counted;
    const discarded = [...this.#options.leftovers];
    return {
      ...counted,
      ...(this.#hints.size === 0 ? {} : { schemaHints: [...this.#hints].slice(0, mostHints) }),
      coveredFrom: this.#state.coveredFrom ?? this.#state.window.from,
      coveredUntil: this.#state.window.to,
      ...(discarded.length === 0 ? {} : { discarded }),
    };
  }

  #renewLater(): void {
    if (this.#options.leaseMs === 0) return;
    this.#renewal = setTimeout(() => void this.#renew(), this.#options.leaseMs / 3);
    this.#renewal.unref();
  }

  /** Entries renew the lease by themselves; this is for when there are none. */
  async #renew(): Promise<void> {
    try {
      const age = Date.now() - Date.parse(this.#state.committedAt);
      if (age > this.#options.leaseMs / 4) await this.#append(() => this.#note(this.#state.series));
      this.#renewLater();
    } catch (error) {
      this.#options.onLost(error);
    }
  }
}

/** What every entry of the window says again. */
function carried(state: LedgerEntry) {
  const { run, window, opened, nextSeq, series, schemaHints, coveredFrom, coveredUntil, gaps, totals, versions } =
    state;
  const always = { run, window, opened, nextSeq, series, schemaHints, totals, versions };
  return { ...always, ...withoutUndefined({ coveredFrom, coveredUntil, gaps }) };
}

/** What an entry says anew; the rest is carried over. `undefined` leaves a field out. */
interface Content {
  readonly kind: Exclude<LedgerEntryKind, 'intent'>;
  readonly checkpoint: JsonValue | undefined;
  readonly lease?: undefined;
  readonly nextSeq?: number;
  readonly series?: readonly string[];
  readonly schemaHints?: readonly string[];
  readonly totals?: LedgerEntry['totals'];
  readonly coveredFrom?: string;
  readonly coveredUntil?: string;
  readonly discarded?: readonly string[];
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Defined<T>;
}
