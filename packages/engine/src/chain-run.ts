import { HatcheryError, type HttpClient, type Logger, type ObjectStore, type Window } from '@hatchery/core';
import type { GlobalsWatch } from './globals-watch.ts';
import type { LandingContext } from './landing/landing-context.ts';
import { defaultNameTemplate, defaultSlug, nameSeries } from './landing/object-name.ts';
import { countedNames, findLeftovers, removeDiscarded } from './leftovers.ts';
import { isHeld, takeLease } from './ledger/lease.ts';
import { Ledger } from './ledger/ledger.ts';
import type { LedgerEntry, LedgerObject, LedgerWindow } from './ledger/ledger-entry.ts';
import { resumeOf } from './resume-of.ts';
import type { RetryContext } from './retry.ts';
import { settleWithin } from './settle-within.ts';
import type { Stream } from './stream.ts';
import type { StreamFaults } from './stream-faults.ts';
import { WindowCollection } from './window-collection.ts';
import { WindowLedger } from './window-ledger.ts';

/** How long a source may take to end once its signal has aborted. */
const graceMs = 5_000;
/** So many entries back, objects of a queue are known again: it may give a message twice, and that is to count once. */
const queueMemory = 500;
/** How long letting go of a window may take, when a run ends early. */
const releaseMs = 2_000;

export interface ChainOptions {
  readonly stream: Stream;
  /** Where the chain's entries lie. */
  readonly prefix: string;
  /** See `Pipe.bounded`. */
  readonly bounded: boolean;
  readonly store: ObjectStore;
  readonly ledgerStore: ObjectStore;
  readonly run: string;
  readonly leaseMs: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly retry: RetryContext;
  readonly log: Logger;
  readonly landing: (window: Window, signal: AbortSignal) => LandingContext;
  readonly http: (signal: AbortSignal) => HttpClient;
  readonly faults: StreamFaults;
  readonly globals: GlobalsWatch;
  /** Told which collection begins, and `undefined` at its end. */
  readonly onCollect: (collection: WindowCollection | undefined) => void;
  readonly onWindow: (window: Window) => void;
  readonly onLanded: (object: LedgerObject) => void;
}

/** One chain of a stream's ledger, as one run goes on with it: window by window. */
export class ChainRun {
  readonly #options: ChainOptions;
  readonly #ledger: Ledger;
  #state: LedgerEntry | undefined;

  private constructor(options: ChainOptions, ledger: Ledger) {
    this.#options = options;
    this.#ledger = ledger;
    this.#state = ledger.head;
  }

  /**
   * Reads where the chain stands.
   *
   * @throws HatcheryError `STREAM_HELD` if another run is at work on it, `LEDGER_CORRUPT`
   */
  static async open(options: ChainOptions): Promise<ChainRun> {
    const { stream, prefix, ledgerStore, retry, store, log } = options;
    const ledger = await Ledger.open(ledgerStore, stream.id, prefix, retry);
    const { head } = ledger;
    if (head?.kind === 'complete') await removeDiscarded(store, head.discarded ?? [], log);
    else if (isHeld(head?.lease)) throw held(stream.id, head);
    return new ChainRun(options, ledger);
  }

  /** The newest entry; `undefined` if there is none. */
  get state(): LedgerEntry | undefined {
    return this.#state;
  }

  /** The window that an earlier run left open. */
  get openWindow(): LedgerWindow | undefined {
    return this.#state === undefined || this.#state.kind === 'complete' ? undefined : this.#state.window;
  }

  /** Takes over the window that an earlier run left open, and finishes it with the same names. */
  async finish(): Promise<void> {
    const { store, ledgerStore, prefix, log } = this.#options;
    const open = this.#state;
    if (open === undefined) return;
    const intent = await this.#append({ ...open, opened: open.opened });
    const leftovers = await findLeftovers(store, ledgerStore, prefix, open);
    log.info('finishing the window that an earlier run left open', { window: open.window, leftovers: leftovers.size });
    await this.#cover(intent, leftovers, () => countedNames(ledgerStore, prefix, open, this.#recalledFrom(open)));
  }

  /** Opens a window and covers it. */
  async cover(window: Window): Promise<void> {
    const last = this.#state;
    const asked = { from: window.from.toISOString(), to: window.to.toISOString() };
    const schemaHints = last?.schemaHints ?? [''];
    const intent = await this.#append({
      ...last,
      window: asked,
      opened: this.#ledger.next,
      nextSeq: 0,
      series: this.#foretell(window, schemaHints),
      schemaHints,
      gaps: gapsBefore(asked, last),
    });
    const first = this.#recalledFrom(intent);
    const { ledgerStore, prefix } = this.#options;
    await this.#cover(intent, new Set(), async () =>
      first === intent.opened ? new Set() : countedNames(ledgerStore, prefix, intent, first),
    );
  }

  /** The number of the first entry whose objects are known again when they are adopted. */
  #recalledFrom({ opened, sequence }: LedgerEntry): number {
    const isQueue = resumeOf(this.#options.stream.source) === 'queue';
    return isQueue ? Math.min(opened, Math.max(1, sequence - queueMemory)) : opened;
  }

  /** Most windows hold what the last one held, so that noting their series takes no entry of its own. */
  #foretell(window: Window, schemaHints: readonly string[]): string[] {
    const { stream } = this.#options;
    const parts = {
      stream: stream.id,
      timestamp: window.to,
      slug: defaultSlug(stream.id, window, this.#options.bounded),
    };
    const isQueue = resumeOf(stream.source) === 'queue';
    if (isQueue) return [];
    const series = schemaHints.map((schemaHint) =>
      nameSeries(stream.name ?? defaultNameTemplate, { ...parts, schemaHint }),
    );
    return series.filter((known) => known !== undefined);
  }

  /** Its entry is also the fence: whoever held the chain before can add nothing to it any more. */
  async #append(
    content: Pick<LedgerEntry, 'window' | 'opened' | 'nextSeq' | 'series' | 'schemaHints'> & Partial<LedgerEntry>,
  ): Promise<LedgerEntry> {
    const { checkpoint, coveredFrom, coveredUntil, gaps } = content;
    const { run, versions, leaseMs } = this.#options;
    this.#state = await this.#ledger.append({
      kind: 'intent',
      run,
      window: content.window,
      opened: content.opened,
      ...(leaseMs === 0 ? {} : { lease: takeLease(new Date(), leaseMs) }),
      ...(checkpoint === undefined ? {} : { checkpoint }),
      nextSeq: content.nextSeq,
      series: content.series,
      schemaHints: content.schemaHints,
      ...(coveredFrom === undefined ? {} : { coveredFrom }),
      ...(coveredUntil === undefined ? {} : { coveredUntil }),
      ...(gaps === undefined || gaps.length === 0 ? {} : { gaps }),
      objects: [],
      totals: content.totals ?? { objects: 0, bytes: 0 },
      versions,
    });
    return this.#state;
  }

  async #cover(
    intent: LedgerEntry,
    leftovers: Set<string>,
    countedBefore: () => Promise<ReadonlySet<string>>,
  ): Promise<void> {
    const { stream, bounded, leaseMs, retry, log, store } = this.#options;
    const window = { from: new Date(intent.window.from), to: new Date(intent.window.to) };
    const lost = new AbortController();
    const signal = AbortSignal.any([retry.signal, lost.signal]);
    const ledger = new WindowLedger({
      ledger: this.#ledger,
      intent,
      leaseMs,
      leftovers,
      countedBefore,
      onLost: (error) => lost.abort(error),
    });
    const collection = new WindowCollection({
      stream,
      window,
      bounded,
      ledger,
      landing: this.#options.landing(window, signal),
      http: this.#options.http(signal),
      log,
      signal,
      faults: this.#options.faults,
      globals: this.#options.globals,
      onLanded: this.#options.onLanded,
    });
    this.#options.onWindow(window);
    this.#options.onCollect(collection);
    try {
      await settleWithin(collection.run(), signal, graceMs, (reason) => collection.givenUp(reason));
    } catch (error) {
      // What the source left running must land nothing more: the next run may be at it already.
      lost.abort(error);
      await release(ledger, error, log);
      throw error;
    } finally {
      this.#options.onCollect(undefined);
    }
    this.#state = ledger.state;
    await removeDiscarded(store, ledger.state.discarded ?? [], log);
  }
}

/** Letting go is a courtesy to the next run; when it fails, that run waits for the lease to end. */
async function release(ledger: WindowLedger, error: unknown, log: Logger): Promise<void> {
  if (HatcheryError.is(error) && error.code === 'STREAM_HELD') return;
  try {
    await ledger.release(AbortSignal.timeout(releaseMs));
  } catch (cause) {
    log.debug('the window could not be released; its lease will end by itself', { error: cause });
  }
}

function held(stream: string, head: LedgerEntry | undefined): HatcheryError {
  const { holder, since, until } = head?.lease ?? { holder: 'unknown', since: 'unknown', until: 'unknown' };
  return new HatcheryError('STREAM_HELD', `Stream "${stream}" is held by another run (${holder}) since ${since}.`, {
    hint: `If that run is gone, its hold ends at ${until}; a run after that goes on where it stopped.`,
    context: { stream, holder, since, until, ...(head === undefined ? {} : { otherRun: head.run }) },
  });
}

/** What lies between the end of what is covered and a window was never asked for. */
function gapsBefore(window: LedgerWindow, last: LedgerEntry | undefined): readonly LedgerWindow[] {
  const known = last?.gaps ?? [];
  if (last?.coveredUntil === undefined || window.from <= last.coveredUntil) return known;
  return [...known, { from: last.coveredUntil, to: window.from }];
}
