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
import { jsonProblem } from './json-problem.ts';
import { land, type LandingContext } from './landing/land.ts';
import { defaultSlug, nameSeries } from './landing/object-name.ts';
import type { LedgerObject } from './ledger/ledger-entry.ts';
import { resumeOf } from './resume-of.ts';
import type { Stream } from './stream.ts';
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

  constructor(options: CollectOptions) {
    this.#options = options;
    this.#nextSeq = options.ledger.nextSeq;
    this.#slug = defaultSlug(options.stream.id, options.window);
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
        throw violation(`returned while ${this.#spouting} spout(s) were still under way`, 'Await every pipe.spout() before collect returns.');
      }
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
      spout: (body, metadata) => this.#spout(body, metadata ?? {}),
      commit: (checkpoint) => this.#commit(checkpoint),
    };
  }

  async #spout(body: Body, metadata: Metadata): Promise<LandedObject> {
    const { stream, window, landing, signal, ledger, onLanded } = this.#options;
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
        schemaHint: metadata.schemaHint,
      };
      if (!this.#isQueue) await ledger.announce(nameSeries(landing.template, parts), metadata.schemaHint);
      const { object, adopted } = await land(body, metadata, { ...parts, seq }, landing);
      await ledger.add(object, this.#isQueue, this.#nextSeq);
      onLanded(object);
      return { name: object.name, size: object.size, sha256: object.sha256, adopted };
    } finally {
      this.#spouting -= 1;
    }
  }

  async #commit(checkpoint: JsonValue | undefined): Promise<void> {
    if (this.#ended) throw violation('called commit after collect had ended', 'Await all work before collect returns.');
    if (this.#spouting > 0) throw violation('called commit while a spout was under way', 'Await every pipe.spout() before pipe.commit().');
    const problem = checkpoint === undefined ? undefined : jsonProblem(checkpoint);
    if (problem !== undefined) {
      throw violation(`committed a checkpoint that JSON cannot carry: ${problem}`, 'Use strings, finite numbers, booleans, null, lists and plain objects.');
    }
    await this.#options.ledger.progress(structuredClone(checkpoint), this.#nextSeq);
  }
}

function validTimestamp(timestamp: Date | undefined): Date | undefined {
  if (timestamp === undefined) return undefined;
  if (timestamp instanceof Date && !Number.isNaN(timestamp.getTime())) return timestamp;
  throw violation('gave a timestamp that is not a valid Date', 'metadata.timestamp is a Date.');
}

function violation(did: string, hint: string): HatcheryError {
  return new HatcheryError('CONTRACT_VIOLATED', `The source ${did}.`, { hint, context: { phase: 'collect' } });
}
