import { HatcheryError, type HttpClient, type Logger, type ObjectStore, type Window } from '@hatchery/core';
import { ChainRun } from './chain-run.ts';
import { watchForIdleness } from './idle-watch.ts';
import { violationBy } from './contract-violation.ts';
import { createLogger } from './create-logger.ts';
import { createHttpClient } from './http/http-session.ts';
import type { LandingContext } from './landing/landing-context.ts';
import { defaultNameTemplate } from './landing/object-name.ts';
import type { LedgerObject } from './ledger/ledger-entry.ts';
import { chainPrefix } from './ledger/ledger-names.ts';
import { nextWindows, requestedWindows, windowRules } from './plan-windows.ts';
import { shownObjects, type StreamReport, type StreamStatus } from './report.ts';
import { resumeOf } from './resume-of.ts';
import { pause, type RetryContext } from './retry.ts';
import type { RunContext } from './run-context.ts';
import type { Stream } from './stream.ts';
import { settleWithin } from './settle-within.ts';
import { streamError } from './stream-error.ts';
import { StreamFaults } from './stream-faults.ts';
import { windowsFor } from './windows-for.ts';

/** What `setTimeout` can hold: some 24 days, longer than any run. */
const longestTimer = 2 ** 31 - 1;
/** How long all may take to end once the signal has aborted; a source and the ledger have less. */
const graceMs = 7_500;
/** A wait at least this long lends the stream's place to another. */
const lendFromMs = 2_000;

/** One stream's part of a run. */
export class StreamRun {
  readonly #stream: Stream;
  readonly #context: RunContext;
  readonly #log: Logger;
  readonly #signal: AbortSignal;
  readonly #faults: StreamFaults;
  readonly #stuck = new AbortController();
  #explainIdleness: (() => HatcheryError) | undefined;
  #report: StreamReport | undefined;
  readonly #started = performance.now();
  readonly #objects: string[] = [];
  readonly #counts = { objectCount: 0, bytes: 0, storedBytes: 0, requests: 0, retries: 0 };
  #coveredUntil: string | undefined;

  constructor(stream: Stream, context: RunContext) {
    this.#stream = stream;
    this.#context = context;
    this.#log = createLogger(context.onEvent, stream.id);
    this.#faults = new StreamFaults(({ message, hint, context: where }) =>
      this.#log.error(message, { hint, ...where }),
    );
    const ends = [context.signal, this.#stuck.signal];
    this.#signal = AbortSignal.any(stream.timeout === undefined ? ends : [...ends, timeoutSignal(stream.timeout)]);
  }

  /** Does it all; what goes wrong is in the report. */
  async run(): Promise<void> {
    const { onEvent } = this.#context;
    onEvent?.({ type: 'stream-started', stream: this.#stream.id });
    using _ = watchForIdleness(() => this.#stuck.abort(this.#explainIdleness?.() ?? destinationStuck(this.#stream)));
    const report = await this.#outcome();
    this.#report = report;
    onEvent?.({ type: 'stream-ended', stream: this.#stream.id, report });
  }

  /** How it ended, and what its plugins did wrong since then. */
  get report(): StreamReport {
    if (this.#report === undefined) throw new Error('There is no report before the end.');
    if (this.#report.status !== 'completed' || this.#faults.first === undefined) return this.#report;
    return { ...this.#report, status: 'failed', error: this.#asOurs(this.#faults.first) };
  }

  async #outcome(): Promise<StreamReport> {
    try {
      this.#signal.throwIfAborted();
      await settleWithin(this.#work(), this.#signal, graceMs);
      this.#faults.throwIfAny();
      return this.#reportOf('completed');
    } catch (thrown) {
      const error = this.#asOurs(thrown);
      return this.#reportOf(statusOf(error), error);
    }
  }

  #asOurs(thrown: unknown): HatcheryError {
    return streamError(thrown, { stream: this.#stream.id, plugin: this.#stream.source.plugin.name });
  }

  async #work(): Promise<void> {
    const { windows, stores } = this.#context;
    const store = await stores.open(this.#stream.destination, this.#retry(this.#signal));
    await (windows === undefined ? this.#goOn(store) : this.#fill(store, windowsFor(this.#stream.id, windows)));
  }

  /** Finishes what a broken run left, then covers what is new. */
  async #goOn(store: ObjectStore): Promise<void> {
    const rules = windowRules(this.#stream);
    const chain = await this.#openChain(store);
    this.#coveredUntil = chain.state?.coveredUntil;
    if (chain.openWindow !== undefined) await chain.finish();
    this.#coveredUntil = chain.state?.coveredUntil;
    const covered = this.#coveredUntil === undefined ? undefined : new Date(this.#coveredUntil);
    const windows = nextWindows(rules, this.#context.now, covered, resumeOf(this.#stream.source) !== 'window');
    this.#warnOfGap(covered, windows[0]);
    for (const window of windows) {
      await chain.cover(window);
      this.#coveredUntil = chain.state?.coveredUntil;
    }
  }

  #warnOfGap(covered: Date | undefined, next: Window | undefined): void {
    if (covered === undefined || next === undefined || next.from <= covered) return;
    this.#log.warn('the service no longer keeps what came before this window', {
      coveredUntil: covered,
      from: next.from,
    });
  }

  /** Covers windows that the user asked for, each in a chain of its own; those covered before are left alone. */
  async #fill(store: ObjectStore, windows: readonly Window[]): Promise<void> {
    const rules = windowRules(this.#stream);
    for (const window of windows.flatMap((asked) => requestedWindows(rules, asked))) {
      const chain = await this.#openChain(store, window);
      if (chain.openWindow !== undefined) await chain.finish();
      else if (chain.state === undefined) await chain.cover(window);
      else this.#log.info('this window is covered already', { from: window.from, to: window.to });
    }
  }

  async #openChain(store: ObjectStore, requested?: Window): Promise<ChainRun> {
    const { run, leaseMs, stores, onEvent } = this.#context;
    return ChainRun.open({
      stream: this.#stream,
      prefix: chainPrefix(this.#stream.id, requested),
      bounded: requested !== undefined,
      store,
      ledgerStore:
        this.#stream.ledger === undefined ? store : await stores.open(this.#stream.ledger, this.#retry(this.#signal)),
      run,
      leaseMs,
      versions: this.#versions,
      retry: this.#retry(this.#signal),
      log: this.#log,
      landing: (window, signal) => this.#landing(store, window, signal),
      http: (signal) => this.#http(signal),
      faults: this.#faults,
      globals: this.#context.globals,
      onCollect: (collection) => (this.#explainIdleness = collection && (() => collection.explainIdleness())),
      onWindow: (window) => onEvent?.({ type: 'window', stream: this.#stream.id, ...window }),
      onLanded: (object) => this.#count(object),
    });
  }

  #landing(store: ObjectStore, window: Window, signal: AbortSignal): LandingContext {
    return {
      store,
      destination: this.#stream.destination.plugin.name,
      compression: this.#stream.compress ?? 'none',
      template: this.#stream.name ?? defaultNameTemplate,
      retry: this.#retry(signal),
      properties: {
        'hatchery-stream': encodeURIComponent(this.#stream.id),
        'hatchery-source': encodeURIComponent(this.#stream.source.plugin.name),
        'hatchery-window': `${window.from.toISOString()}/${window.to.toISOString()}`,
        'hatchery-versions': Object.entries(this.#versions)
          .map(([name, version]) => `${encodeURIComponent(name)}@${version}`)
          .join(' '),
      },
    };
  }

  #retry(signal: AbortSignal): RetryContext {
    return {
      policy: this.#context.retry,
      signal,
      wait: (waitMs) => this.#wait(waitMs, signal),
      onWait: (error, waitMs, attempt) => {
        this.#counts.retries += 1;
        this.#waiting(error.message, new Date(Date.now() + waitMs));
        this.#log.warn('trying again after a failure', { error, attempt, waitMs });
      },
    };
  }

  #http(signal: AbortSignal): HttpClient {
    const { dispatcher, limits, retry } = this.#context;
    return createHttpClient({
      dispatcher,
      limits,
      retry,
      signal,
      wait: (waitMs) => this.#wait(waitMs, signal),
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
      onResponse: (response) => {
        this.#context.onEvent?.({ type: 'response', stream: this.#stream.id, ...response });
      },
    });
  }

  async #wait(waitMs: number, signal: AbortSignal): Promise<void> {
    const waiting = (): Promise<void> => pause(waitMs, signal);
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
    const plugins = [source.plugin, destination.plugin].map(
      ({ name, version }) => [name, version ?? 'unversioned'] as const,
    );
    return { ...this.#context.versions, ...Object.fromEntries(plugins) };
  }

  #reportOf(status: StreamStatus, error?: HatcheryError): StreamReport {
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

/** Outside of `collect`, there is nothing else to wait for. */
function destinationStuck({ destination }: Stream): HatcheryError {
  const did = 'waits for something that cannot come: nothing is under way any more';
  return violationBy('destination', 'come-to-an-end', did, { plugin: destination.plugin.name });
}

function statusOf(error: HatcheryError): StreamStatus {
  if (error.code === 'STREAM_HELD') return 'held';
  return error.code === 'CANCELLED' ? 'cancelled' : 'failed';
}

function timeoutSignal(timeout: number): AbortSignal {
  const controller = new AbortController();
  const reason = new HatcheryError('STREAM_TIMEOUT', `The stream took longer than its timeout of ${timeout} ms.`, {
    hint: 'What was committed is kept; the next run goes on there. Give it a longer `timeout`, or run it more often.',
  });
  setTimeout(() => controller.abort(reason), Math.min(timeout, longestTimer)).unref();
  return controller.signal;
}
