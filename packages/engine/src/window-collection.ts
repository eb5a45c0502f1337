import { HatcheryError, type Logger, type Pipe, type Window } from '@hatchery/core';
import type { HttpClient, JsonValue, LandedObject, Metadata, Body } from '@hatchery/core';
import { land, type LandingContext } from './landing/land.ts';
import { defaultSlug } from './landing/object-name.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { LedgerEntry, LedgerEntryKind, LedgerObject } from './ledger/ledger-entry.ts';
import { jsonProblem } from './json-problem.ts';
import { resumeOf } from './resume-of.ts';
import type { Stream } from './stream.ts';

/** So many objects, or the oldest of them so old, are noted in the ledger even if the source does not commit. */
const noteAfterObjects = 500;
const noteAfterMs = 30_000;

export interface CollectOptions {
  readonly stream: Stream;
  readonly window: Window;
  readonly bounded: boolean;
  readonly ledger: Ledger;
  /** The state to go on from: the window's own entry, written by this run or by one that was broken off. */
  readonly state: LedgerEntry;
  readonly run: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly landing: LandingContext;
  readonly http: HttpClient;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly onLanded: (object: LedgerObject) => void;
}

/** One call of a source's `collect`: its pipe, what it has landed, and what of that is committed. */
export class WindowCollection {
  readonly #options: CollectOptions;
  readonly #slug: string;
  readonly #isQueue: boolean;
  #state: LedgerEntry;
  #checkpoint: JsonValue | undefined;
  #nextSeq: number;
  /** Landed, in no entry yet. */
  #fresh: LedgerObject[] = [];
  /** Landed and noted since the last checkpoint. */
  #noted = { objects: 0, bytes: 0 };
  #freshSince = 0;
  #spouting = 0;
  #ended = false;
  #appending: Promise<unknown> = Promise.resolve();

  constructor(options: CollectOptions) {
    this.#options = options;
    this.#state = options.state;
    this.#checkpoint = options.state.checkpoint;
    this.#nextSeq = options.state.nextSeq;
    this.#slug = defaultSlug(options.stream.id, options.window);
    this.#isQueue = resumeOf(options.stream.source) === 'queue';
  }

  /** What the source is given. */
  get pipe(): Pipe {
    const { stream, window, bounded, log, http, signal } = this.#options;
    return {
      stream: { id: stream.id, tags: stream.tags },
      window,
      bounded,
      checkpoint: structuredClone(this.#checkpoint),
      signal,
      log,
      http,
      spout: (body, metadata) => this.#spout(body, metadata ?? {}),
      commit: (checkpoint) => this.#commit(checkpoint),
    };
  }

  /**
   * Runs the source over the window, and commits the window as covered.
   *
   * @throws what the source throws; `CANCELLED` or `STREAM_TIMEOUT` when aborted; `CONTRACT_VIOLATED`
   */
  async run(): Promise<LedgerEntry> {
    const { stream, signal } = this.#options;
    const { definition, config } = stream.source;
    try {
      await definition.collect({ config, pipe: this.pipe });
      signal.throwIfAborted();
      if (this.#spouting > 0) {
        throw violation(`returned while ${this.#spouting} spout(s) were still under way`, 'Await every pipe.spout() before collect returns.');
      }
      const keeps = resumeOf(stream.source) !== 'window';
      return await this.#append('complete', keeps ? this.#checkpoint : undefined);
    } finally {
      this.#ended = true;
    }
  }

  async #spout(body: Body, metadata: Metadata): Promise<LandedObject> {
    const { stream, window, landing, signal, onLanded } = this.#options;
    signal.throwIfAborted();
    if (this.#ended) throw violation('called spout after collect had ended', 'Await all work before collect returns.');
    const seq = metadata.seq ?? this.#nextSeq;
    this.#nextSeq = Math.max(this.#nextSeq, seq + 1);
    this.#spouting += 1;
    try {
      const parts = {
        stream: stream.id,
        timestamp: validTimestamp(metadata.timestamp) ?? window.to,
        slug: metadata.slug ?? this.#slug,
        seq,
        schemaHint: metadata.schemaHint,
      };
      const { object, adopted } = await land(body, metadata, parts, landing);
      this.#add(object);
      onLanded(object);
      await this.#note();
      return { name: object.name, size: object.size, sha256: object.sha256, adopted };
    } finally {
      this.#spouting -= 1;
    }
  }

  async #commit(checkpoint: JsonValue | undefined): Promise<void> {
    if (this.#ended) throw violation('called commit after collect had ended', 'Await all work before collect returns.');
    if (this.#spouting > 0) throw violation('called commit while a spout was under way', 'Await every pipe.spout() before pipe.commit().');
    const problem = checkpoint === undefined ? undefined : jsonProblem(checkpoint);
    if (problem !== undefined) throw violation(`committed a checkpoint that JSON cannot carry: ${problem}`, 'Use strings, finite numbers, booleans, null, lists and plain objects.');
    const isNews = JSON.stringify(checkpoint) !== JSON.stringify(this.#checkpoint) || this.#fresh.length + this.#noted.objects > 0;
    this.#checkpoint = structuredClone(checkpoint);
    if (isNews) await this.#append('progress', this.#checkpoint);
  }

  #add(object: LedgerObject): void {
    if (this.#fresh.length === 0) this.#freshSince = performance.now();
    this.#fresh.push(object);
  }

  /** Keeps memory bounded and, for a queue, makes sure that what it may now forget is in the ledger. */
  async #note(): Promise<void> {
    if (this.#isQueue) return void (await this.#append('progress', this.#checkpoint));
    const isDue = this.#fresh.length >= noteAfterObjects || performance.now() - this.#freshSince > noteAfterMs;
    if (isDue && this.#fresh.length > 0) await this.#append('landed', this.#state.checkpoint);
  }

  /** One entry at a time; those who come while one is written find their objects in the next. */
  async #append(kind: LedgerEntryKind, checkpoint: JsonValue | undefined): Promise<LedgerEntry> {
    const appended = this.#appending.then(() => this.#appendNow(kind, checkpoint));
    this.#appending = appended.catch(() => {});
    return appended;
  }

  async #appendNow(kind: LedgerEntryKind, checkpoint: JsonValue | undefined): Promise<LedgerEntry> {
    const { ledger, run, window, versions } = this.#options;
    if (this.#isQueue && kind === 'progress' && this.#fresh.length === 0) return this.#state;
    const objects = this.#fresh;
    const bytes = objects.reduce((sum, { size }) => sum + size, 0);
    const counts = kind !== 'landed';
    const total = (name: 'objects' | 'bytes', amount: number): number =>
      this.#state.totals[name] + (counts ? amount + this.#noted[name] : 0);
    const entry = await ledger.append(
      {
        kind,
        run,
        window: { from: window.from.toISOString(), to: window.to.toISOString() },
        ...(checkpoint === undefined ? {} : { checkpoint }),
        nextSeq: kind === 'complete' ? 0 : counts ? this.#nextSeq : this.#state.nextSeq,
        ...coverage(kind, window, this.#state),
        objects,
        totals: { objects: total('objects', objects.length), bytes: total('bytes', bytes) },
        versions,
      },
    );
    this.#fresh = this.#fresh.slice(objects.length);
    this.#noted = counts ? { objects: 0, bytes: 0 } : { objects: this.#noted.objects + objects.length, bytes: this.#noted.bytes + bytes };
    this.#state = entry;
    return entry;
  }
}

function coverage(kind: LedgerEntryKind, window: Window, state: LedgerEntry): { coveredUntil?: string } {
  if (kind === 'complete') return { coveredUntil: window.to.toISOString() };
  return state.coveredUntil === undefined ? {} : { coveredUntil: state.coveredUntil };
}

function validTimestamp(timestamp: Date | undefined): Date | undefined {
  if (timestamp === undefined) return undefined;
  if (timestamp instanceof Date && !Number.isNaN(timestamp.getTime())) return timestamp;
  throw violation('gave a timestamp that is not a valid Date', 'metadata.timestamp is a Date.');
}

function violation(did: string, hint: string): HatcheryError {
  return new HatcheryError('CONTRACT_VIOLATED', `The source ${did}.`, { hint, context: { phase: 'collect' } });
}
