import {
  type Body,
  HatcheryError,
  type HttpClient,
  type JsonValue,
  type LandedObject,
  type Logger,
  type Metadata,
  type Pipe,
  type Window,
} from '@hatchery/core';
import { callCollect } from './call-collect.ts';
import { checkMetadata } from './check-metadata.ts';
import { violation, violationBy } from './contract-violation.ts';
import type { GlobalsWatch } from './globals-watch.ts';
import { jsonProblem } from './json-problem.ts';
import { isBodyError } from './landing/body-error.ts';
import { land } from './landing/land.ts';
import type { LandingContext } from './landing/landing-context.ts';
import { defaultSlug, nameSeries } from './landing/object-name.ts';
import type { LedgerObject } from './ledger/ledger-entry.ts';
import { PipeCalls } from './pipe-calls.ts';
import { resumeOf } from './resume-of.ts';
import type { Stream } from './stream.ts';
import type { StreamFaults } from './stream-faults.ts';
import { UnreadBodies } from './unread-bodies.ts';
import type { WindowLedger } from './window-ledger.ts';

export interface CollectOptions {
  readonly stream: Stream;
  readonly window: Window;
  readonly bounded: boolean;
  readonly ledger: WindowLedger;
  readonly landing: LandingContext;
  readonly http: HttpClient;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly faults: StreamFaults;
  readonly globals: GlobalsWatch;
  readonly onLanded: (object: LedgerObject) => void;
}

/** One call of a source's `collect`: its pipe, and the watch over how it is used. */
export class WindowCollection {
  readonly #options: CollectOptions;
  readonly #slug: string;
  readonly #isQueue: boolean;
  readonly #calls: PipeCalls;
  readonly #bodies = new UnreadBodies();
  #nextSeq: number;
  /** Bytes that were there could not be landed, whatever the source made of that: nothing after them may be committed. */
  #failure: { readonly error: unknown } | undefined;

  constructor(options: CollectOptions) {
    const { stream, signal, faults, ledger, window, bounded } = options;
    this.#options = options;
    this.#calls = new PipeCalls({ plugin: stream.source.plugin.name, signal, faults });
    this.#nextSeq = ledger.nextSeq;
    this.#slug = defaultSlug(stream.id, window, bounded);
    this.#isQueue = resumeOf(stream.source) === 'queue';
  }

  /**
   * Runs the source over the window, and commits the window as covered.
   *
   * @throws what the source throws; the signal's reason when aborted; `CONTRACT_VIOLATED`
   */
  async run(): Promise<void> {
    const { stream, signal, ledger } = this.#options;
    try {
      await callCollect(this.#pipe, this.#options);
      signal.throwIfAborted();
      this.#calls.refuseUnderWay();
      this.#refuseAfterFailure();
      this.#calls.refuseUnawaited();
      this.#bodies.refuse(stream.source.plugin.name);
      await ledger.complete(resumeOf(stream.source) === 'window' ? undefined : ledger.checkpoint);
    } finally {
      this.#calls.end();
    }
  }

  /** The reason for which a source was given up that did not end by itself, with that as its cause. */
  givenUp(reason: unknown): unknown {
    const { stream, log } = this.#options;
    if (!HatcheryError.is(reason) || reason.code === 'CONTRACT_VIOLATED') return reason;
    const { id, source } = stream;
    const error = violation('heed-the-signal', 'did not end when its signal aborted, and was given up', {
      stream: id,
      plugin: source.plugin.name,
      place: this.#calls.lastPlace,
    });
    log.warn(error.message, { error, hint: error.hint, ...error.context });
    const { code, message, hint, context, transient } = reason;
    return new HatcheryError(code, message, { hint, context, transient, cause: error });
  }

  /** Who waits for what cannot come, when nothing is under way any more. */
  explainIdleness(): HatcheryError {
    const { source, destination } = this.#options.stream;
    const details = { plugin: source.plugin.name, place: this.#calls.lastPlace };
    if (this.#calls.count('commit') > 0) {
      const did = 'was to keep a commit, and waits for something that cannot come';
      return violationBy('destination', 'come-to-an-end', did, { plugin: destination.plugin.name });
    }
    // Nobody can see from outside which of the two keeps the other waiting.
    const did =
      this.#calls.count('spout') > 0
        ? `spouted a body that does not end (or ${destination.plugin.name} does not take it): nothing is under way any more`
        : 'waits in collect for something that cannot come: nothing is under way any more';
    return violation('come-to-an-end', did, details);
  }

  get #pipe(): Pipe {
    const { stream, window, bounded, log, signal, ledger } = this.#options;
    return {
      stream: { id: stream.id, tags: stream.tags },
      window,
      bounded,
      checkpoint: structuredClone(ledger.checkpoint),
      signal,
      log,
      http: (request) => this.#calls.make('http', () => this.#http(request)),
      spout: (body, metadata) => this.#calls.make('spout', () => this.#spout(body, metadata ?? {})),
      commit: (checkpoint) => this.#calls.make('commit', () => this.#commit(checkpoint)),
    };
  }

  async #http(request: Parameters<HttpClient>[0]): ReturnType<HttpClient> {
    const asked = new Error('http');
    const response = await this.#options.http(request);
    this.#bodies.add(response, asked);
    return response;
  }

  async #spout(body: Body, metadata: Metadata): Promise<LandedObject> {
    const { stream, window, landing, ledger, onLanded } = this.#options;
    checkMetadata(metadata);
    const seq = metadata.seq ?? this.#nextSeq;
    this.#nextSeq = Math.max(this.#nextSeq, seq + 1);
    try {
      const parts = {
        stream: stream.id,
        timestamp: metadata.timestamp ?? window.to,
        slug: metadata.slug ?? this.#slug,
        schemaHint: metadata.schemaHint,
      };
      const series = metadata.slug === undefined && !this.#isQueue ? nameSeries(landing.template, parts) : undefined;
      if (series !== undefined) await ledger.announce(series, metadata.schemaHint);
      const { object, adopted } = await land(body, metadata, { ...parts, seq }, landing);
      const isNew = await ledger.add(object, adopted, this.#isQueue, this.#nextSeq);
      if (isNew) onLanded(object);
      return { name: object.name, size: object.size, sha256: object.sha256, adopted };
    } catch (error) {
      // What a queue does not acknowledge comes again, and whether to do without a body that failed is for the source to
      // say; anything else would be passed over for ever.
      if (!this.#isQueue && !isBodyError(error)) this.#failure ??= { error };
      throw error;
    }
  }

  async #commit(checkpoint: JsonValue | undefined): Promise<void> {
    if (this.#calls.count('spout') > 0)
      throw violation('commit-between-spouts', 'called commit while a spout was under way');
    this.#refuseAfterFailure();
    const problem = checkpoint === undefined ? undefined : jsonProblem(checkpoint);
    if (problem !== undefined) {
      throw violation('checkpoints-are-json', `committed a checkpoint that JSON cannot carry: ${problem}`);
    }
    await this.#options.ledger.progress(structuredClone(checkpoint), this.#nextSeq);
  }

  #refuseAfterFailure(): void {
    this.#options.faults.throwIfAny();
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
