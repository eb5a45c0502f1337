import { HatcheryError, type Logger, type ObjectStore, type Window } from '@hatchery/core';
import { createLogger } from './create-logger.ts';
import { createHttpClient } from './http/http-session.ts';
import type { LandingContext } from './landing/land.ts';
import { defaultNameTemplate } from './landing/object-name.ts';
import { Ledger } from './ledger/ledger.ts';
import type { LedgerEntry, LedgerObject } from './ledger/ledger-entry.ts';
import { chainPrefix } from './ledger/ledger-names.ts';
import { nextWindows, requestedWindows, windowRules } from './plan-windows.ts';
import { shownObjects, type StreamReport, type StreamStatus } from './report.ts';
import { resumeOf } from './resume-of.ts';
import { pause, type RetryContext } from './retry.ts';
import type { RunContext } from './run-context.ts';
import type { Stream } from './stream.ts';
import { streamError } from './stream-error.ts';
import { settleWithin } from './settle-within.ts';
import { WindowCollection } from './window-collection.ts';

/** A wait at least this long lends the stream's place to another. */
const lendFromMs = 2_000;
/** How long a source may take to end once its signal has aborted. */
const graceMs = 5_000;

/** One stream's part of a run. */
export class StreamRun {
  readonly #stream: Stream;
  readonly #context: RunContext;
  readonly #log: Logger;
  readonly #signal: AbortSignal;
  readonly #started = performance.now();
  readonly #objects: string[] = [];
  readonly #counts = { objectCount: 0, bytes: 0, storedBytes: 0, requests: 0, retries: 0 };
  #coveredUntil: string | undefined;

  constructor(stream: Stream, context: RunContext) {
    this.#stream = stream;
    this.#context = context;
    this.#log = createLogger(context.onEvent, stream.id);
    this.#signal = stream.timeout === undefined ? context.signal : AbortSignal.any([context.signal, timeoutSignal(stream)]);
  }

  /** Does it all; what goes wrong is in the report. */
  async run(): Promise<StreamReport> {
    this.#context.onEvent?.({ type: 'stream-started', stream: this.#stream.id });
    const report = await this.#outcome();
    this.#context.onEvent?.({ type: 'stream-ended', stream: this.#stream.id, report });
    return report;
  }

  async #outcome(): Promise<StreamReport> {
    try {
      this.#signal.throwIfAborted();
      const store = await this.#context.stores.open(this.#stream.destination);
      await this.#collect(store);
      return this.#report('completed');
    } catch (thrown) {
      const error = streamError(thrown, { stream: this.#stream.id, plugin: this.#stream.source.plugin.name });
      return this.#report(statusOf(error), error);
    }
  }

  #collect(store: ObjectStore): Promise<void> {
    const { windows } = this.#context;
    return windows === undefined ? this.#goOn(store) : this.#fill(store, windows);
  }

  /** Finishes what a broken run left, then covers what is new. */
  async #goOn(store: ObjectStore): Promise<void> {
    const rules = windowRules(this.#stream);
    const ledger = await this.#openLedger(store);
    let state = ledger.head;
    if (state !== undefined && state.kind !== 'complete') {
      this.#log.info('finishing the window that an earlier run left open', { window: state.window });
      state = await this.#cover(store, ledger, state, false);
    }
    const covered = state?.coveredUntil === undefined ? undefined : new Date(state.coveredUntil);
    this.#coveredUntil = state?.coveredUntil;
    const polls = resumeOf(this.#stream.source) !== 'window';
    const windows = nextWindows(rules, this.#context.now, covered, polls);
    this.#warnOfGap(covered, windows[0]);
    for (const window of windows) {
      const intent = await this.#intend(ledger, window, state);
      state = await this.#cover(store, ledger, intent, false);
      this.#coveredUntil = state.coveredUntil;
    }
  }

  #warnOfGap(covered: Date | undefined, next: Window | undefined): void {
    if (covered === undefined || next === undefined || next.from <= covered) return;
    this.#log.warn('the service no longer keeps what came before this window', { coveredUntil: covered, from: next.from });
  }

  /** Covers windows that the user asked for, each in a chain of its own; those covered before are left alone. */
  async #fill(store: ObjectStore, windows: readonly Window[]): Promise<void> {
    const rules = windowRules(this.#stream);
    for (const window of windows.flatMap((asked) => requestedWindows(rules, asked))) {
      const ledger = await this.#openLedger(store, window);
      if (ledger.head?.kind === 'complete') {
        this.#log.info('this window is covered already', { from: window.from, to: window.to });
        continue;
      }
      const state = ledger.head ?? (await this.#intend(ledger, window, undefined));
      await this.#cover(store, ledger, state, true);
    }
  }

  #openLedger(store: ObjectStore, window?: Window): Promise<Ledger> {
    return Ledger.open(store, this.#stream.id, chainPrefix(this.#stream.id, window), this.#retry);
  }

  #intend(ledger: Ledger, window: Window, state: LedgerEntry | undefined): Promise<LedgerEntry> {
    return ledger.append({
      kind: 'intent',
      run: this.#context.run,
      window: { from: window.from.toISOString(), to: window.to.toISOString() },
      ...(state?.checkpoint === undefined ? {} : { checkpoint: state.checkpoint }),
      nextSeq: 0,
      ...(state?.coveredUntil === undefined ? {} : { coveredUntil: state.coveredUntil }),
      objects: [],
      totals: state?.totals ?? { objects: 0, bytes: 0 },
      versions: this.#versions,
    });
  }

  async #cover(store: ObjectStore, ledger: Ledger, state: LedgerEntry, bounded: boolean): Promise<LedgerEntry> {
    const window = { from: new Date(state.window.from), to: new Date(state.window.to) };
    this.#context.onEvent?.({ type: 'window', stream: this.#stream.id, ...window });
    const collection = new WindowCollection({
      stream: this.#stream,
      window,
      bounded,
      ledger,
      state,
      run: this.#context.run,
      versions: this.#versions,
      landing: this.#landing(store, state),
      http: this.#http,
      log: this.#log,
      signal: this.#signal,
      onLanded: (object) => this.#count(object),
    });
    return settleWithin(collection.run(), this.#signal, graceMs);
  }

  #landing(store: ObjectStore, state: LedgerEntry): LandingContext {
    return {
      store,
      compression: this.#stream.compress ?? 'none',
      template: this.#stream.name ?? defaultNameTemplate,
      retry: this.#retry,
      properties: {
        'hatchery-stream': encodeURIComponent(this.#stream.id),
        'hatchery-source': encodeURIComponent(this.#stream.source.plugin.name),
        'hatchery-window': `${state.window.from}/${state.window.to}`,
      },
    };
  }

  get #retry(): RetryContext {
    return {
      policy: this.#context.retry,
      signal: this.#signal,
      wait: (waitMs) => this.#wait(waitMs),
      onWait: (error, waitMs, attempt) => {
        this.#counts.retries += 1;
        this.#waiting(error.message, new Date(Date.now() + waitMs));
        this.#log.warn('trying again after a failure', { error, attempt, waitMs });
      },
    };
  }

  get #http(): ReturnType<typeof createHttpClient> {
    return createHttpClient({
      dispatcher: this.#context.dispatcher,
      limits: this.#context.limits,
      retry: this.#context.retry,
      signal: this.#signal,
      wait: (waitMs) => this.#wait(waitMs),
      onWait: (reason, until) => {
        this.#log.warn('waiting', { reason, until });
        this.#waiting(reason, until);
      },
      onRequest: (method, url, attempt) => {
        this.#counts.requests += 1;
        if (attempt > 1) this.#counts.retries += 1;
        this.#log.debug('request', { method, url, attempt });
        this.#context.onEvent?.({ type: 'request', stream: this.#stream.id, method, url });
      },
    });
  }

  async #wait(waitMs: number): Promise<void> {
    const waiting = (): Promise<void> => pause(waitMs, this.#signal);
    await (waitMs < lendFromMs ? waiting() : this.#context.slots.lend(waiting));
  }

  #waiting(reason: string, until: Date): void {
    this.#context.onEvent?.({ type: 'waiting', stream: this.#stream.id, reason, until });
  }

  #count(object: LedgerObject): void {
    this.#counts.objectCount += 1;
    this.#counts.bytes += object.size;
    this.#counts.storedBytes += object.storedSize;
    if (this.#objects.length < shownObjects) this.#objects.push(object.name);
    this.#log.debug('landed', { object: object.name, size: object.size, sha256: object.sha256 });
    const { objectCount: objects, bytes } = this.#counts;
    this.#context.onEvent?.({ type: 'progress', stream: this.#stream.id, objects, bytes });
  }

  get #versions(): Record<string, string> {
    const { source, destination } = this.#stream;
    const plugins = [source.plugin, destination.plugin].map(({ name, version }) => [name, version ?? 'unversioned'] as const);
    return { ...this.#context.versions, ...Object.fromEntries(plugins) };
  }

  #report(status: StreamStatus, error?: HatcheryError): StreamReport {
    return {
      id: this.#stream.id,
      tags: this.#stream.tags,
      status,
      objects: this.#objects,
      ...this.#counts,
      ...(this.#coveredUntil === undefined ? {} : { coveredUntil: this.#coveredUntil }),
      durationMs: Math.round(performance.now() - this.#started),
      ...(error === undefined ? {} : { error }),
    };
  }
}

function statusOf(error: HatcheryError): StreamStatus {
  if (error.code === 'STREAM_HELD') return 'held';
  return error.code === 'CANCELLED' ? 'cancelled' : 'failed';
}

function timeoutSignal(stream: Stream): AbortSignal {
  const controller = new AbortController();
  const timeout = stream.timeout ?? 0;
  const reason = new HatcheryError('STREAM_TIMEOUT', `The stream took longer than its timeout of ${timeout} ms.`, {
    hint: 'What was committed is kept; the next run goes on there. Give it a longer `timeout`, or run it more often.',
  });
  setTimeout(() => controller.abort(reason), timeout).unref();
  return controller.signal;
}
