import type { Body, HttpClient, JsonValue, LandedObject, Logger, Metadata, Pipe, Window } from '@hatchery/core';
import { checkMetadata } from './check-metadata.ts';
import { violation } from './contract-violation.ts';
import { jsonProblem } from './json-problem.ts';
import { isBodyError } from './landing/body-error.ts';
import { land } from './landing/land.ts';
import type { LandingContext } from './landing/landing-context.ts';
import { defaultSlug, nameSeries } from './landing/object-name.ts';
import type { LedgerObject } from './ledger/ledger-entry.ts';
import { resumeOf } from './resume-of.ts';
import type { Stream } from './stream.ts';
import { WatchedPromise } from './watched-promise.ts';
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
  readonly onLanded: (object: LedgerObject) => void;
}

/** One call of a source's `collect`: its pipe, and the watch over how it is used. */
export class WindowCollection {
  readonly #options: CollectOptions;
  readonly #slug: string;
  readonly #isQueue: boolean;
  #nextSeq: number;
  #spouting = 0;
  #ended = false;
  /** Bytes that were there could not be landed, whatever the source made of that: nothing after them may be committed. */
  #failure: { readonly error: unknown } | undefined;
  /** Spouts that failed, and that the source may not even have looked at. */
  readonly #failed: { readonly promise: WatchedPromise<unknown>; readonly error: unknown }[] = [];

  constructor(options: CollectOptions) {
    this.#options = options;
    this.#nextSeq = options.ledger.nextSeq;
    this.#slug = defaultSlug(options.stream.id, options.window, options.bounded);
    this.#isQueue = resumeOf(options.stream.source) === 'queue';
  }

  /**
   * Runs the source over the window, and commits the window as covered.
   *
   * @throws what the source throws; the signal's reason when aborted; `CONTRACT_VIOLATED`
   */
  async run(): Promise<void> {
    const { stream, signal, ledger } = this.#options;
    const { definition, config } = stream.source;
    try {
      await definition.collect({ config, pipe: this.#pipe });
      signal.throwIfAborted();
      if (this.#spouting > 0) {
        throw violation(
          `returned while ${this.#spouting} spout(s) were still under way`,
          'Await every pipe.spout() before collect returns.',
        );
      }
      this.#refuseAfterFailure();
      this.#refuseUnawaited();
      await ledger.complete(resumeOf(stream.source) === 'window' ? undefined : ledger.checkpoint);
    } finally {
      this.#ended = true;
    }
  }

  get #pipe(): Pipe {
    const { stream, window, bounded, log, http, signal, ledger } = this.#options;
    return {
      stream: { id: stream.id, tags: stream.tags },
      window,
      bounded,
      checkpoint: structuredClone(ledger.checkpoint),
      signal,
      log,
      http,
      spout: (body, metadata) => this.#watch(this.#spout(body, metadata ?? {})),
      commit: (checkpoint) => this.#watch(this.#commit(checkpoint)),
    };
  }

  async #spout(body: Body, metadata: Metadata): Promise<LandedObject> {
    const { stream, window, landing, signal, ledger, onLanded } = this.#options;
    signal.throwIfAborted();
    if (this.#ended) throw violation('called spout after collect had ended', 'Await all work before collect returns.');
    checkMetadata(metadata);
    const seq = metadata.seq ?? this.#nextSeq;
    this.#nextSeq = Math.max(this.#nextSeq, seq + 1);
    this.#spouting += 1;
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
      await ledger.add(object, adopted, this.#isQueue, this.#nextSeq);
      onLanded(object);
      return { name: object.name, size: object.size, sha256: object.sha256, adopted };
    } catch (error) {
      // What a queue does not acknowledge comes again, and whether to do without a body that failed is for the source to
      // say; anything else would be passed over for ever.
      if (!this.#isQueue && !isBodyError(error)) this.#failure ??= { error };
      throw error;
    } finally {
      this.#spouting -= 1;
    }
  }

  /** Hands out a promise, and remembers it if it fails. */
  #watch<T>(promise: Promise<T>): Promise<T> {
    const watched = WatchedPromise.watch(promise);
    promise.catch((error: unknown) => this.#failed.push({ promise: watched, error }));
    return watched;
  }

  #refuseUnawaited(): void {
    const unseen = this.#failed.find(({ promise }) => !promise.isAwaited);
    if (unseen === undefined) return;
    throw violation(
      `did not await a call of spout or commit, which failed: ${String(unseen.error)}`,
      'Await every pipe.spout() and pipe.commit().',
    );
  }

  #refuseAfterFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #commit(checkpoint: JsonValue | undefined): Promise<void> {
    if (this.#ended) throw violation('called commit after collect had ended', 'Await all work before collect returns.');
    if (this.#spouting > 0)
      throw violation('called commit while a spout was under way', 'Await every pipe.spout() before pipe.commit().');
    this.#refuseAfterFailure();
    const problem = checkpoint === undefined ? undefined : jsonProblem(checkpoint);
    if (problem !== undefined) {
      throw violation(
        `committed a checkpoint that JSON cannot carry: ${problem}`,
        'Use strings, finite numbers, booleans, null, lists and plain objects.',
      );
    }
    await this.#options.ledger.progress(structuredClone(checkpoint), this.#nextSeq);
  }
}
