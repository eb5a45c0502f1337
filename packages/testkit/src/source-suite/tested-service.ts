import type { JsonValue, SourceFactory, Window } from '@hatchery/core';
import type { CheckOutcome, RunOptions, Stream } from '@hatchery/engine';
import { inMemory, type MemoryStore } from '../source-harness/memory-store.ts';
import {
  type HarnessRun,
  type LandedBytes,
  type SourceHarness,
  sourceHarness,
} from '../source-harness/source-harness.ts';
import type { SourceConformance, TestedServer } from './source-conformance.ts';
import { now, spanOf } from './trial-times.ts';
import { type Watch, watchSource } from './watched-source.ts';

/** What a service has to know of the source that is run against it. */
export interface SourceUnderTest {
  readonly plugin: SourceFactory<never>;
  readonly conformance: SourceConformance;
  /** How long one run may take, in milliseconds. */
  readonly patience: number;
}

export interface ServiceOptions {
  /** One that runs already. */
  readonly server?: TestedServer;
  /** Whether the server is closed with the service. @default true for one that was started for it */
  readonly closes?: boolean;
  /** @default what the conformance module gives */
  readonly config?: unknown;
  readonly store?: MemoryStore;
  readonly stream?: Partial<Omit<Stream, 'source' | 'destination'>>;
  /** The number of the first event. @default 0 */
  readonly first?: number;
}

/** A local service with its events, and the source that is run against it. */
export class TestedService implements AsyncDisposable {
  readonly server: TestedServer;
  readonly config: unknown;
  readonly store: MemoryStore;
  readonly watch: Watch;
  readonly harness: SourceHarness;
  /** The ids of all events so far. */
  readonly ids: string[] = [];
  readonly #subject: SourceUnderTest;
  readonly #closes: boolean;
  readonly #first: number;

  constructor(
    subject: SourceUnderTest,
    server: TestedServer,
    config: unknown,
    options: ServiceOptions & { readonly store: MemoryStore },
  ) {
    this.#subject = subject;
    this.server = server;
    this.config = config;
    this.store = options.store;
    this.#closes = options.closes ?? options.server === undefined;
    this.#first = options.first ?? 0;
    const { source, watch } = watchSource(subject.plugin(config as never));
    this.watch = watch;
    this.harness = sourceHarness(source, {
      destination: inMemory(options.store),
      ...(options.stream !== undefined && { stream: options.stream }),
    });
  }

  /** Lets events show up. @returns their ids */
  async add(...times: readonly Date[]): Promise<string[]> {
    const added: string[] = [];
    for (const at of times) {
      const id = await this.#subject.conformance.add(this.server, at, this.#first + this.ids.length);
      this.ids.push(id);
      added.push(id);
    }
    return added;
  }

  /** What the next run covers, as one span. */
  async window(at = now): Promise<Window> {
    return spanOf(await this.harness.windows(at));
  }

  /** Runs the source once. @throws Error if the run hangs */
  async run(options: RunOptions = {}): Promise<HarnessRun> {
    const { patience } = this.#subject;
    const late = AbortSignal.timeout(patience);
    const signal = options.signal === undefined ? late : AbortSignal.any([options.signal, late]);
    const run = await this.harness.run({ now, ...options, signal });
    if (late.aborted && options.signal?.aborted !== true) {
      throw new Error(
        `The run had not ended after ${patience / 1000} s, with ${this.server.log.length} requests sent.`,
      );
    }
    return run;
  }

  /** Runs the source once, and expects that to succeed. */
  async complete(options: RunOptions = {}): Promise<HarnessRun> {
    const run = await this.run(options);
    if (run.report.status !== 'completed') {
      throw new Error(`The run ended "${run.report.status}" and not "completed".`, { cause: run.report.error });
    }
    return run;
  }

  async check(): Promise<CheckOutcome> {
    const signal = AbortSignal.timeout(this.#subject.patience);
    const outcome = await this.harness.check({ signal });
    if (signal.aborted) throw new Error(`The check had not ended after ${this.#subject.patience / 1000} s.`);
    return outcome;
  }

  /** The ids in objects, as often as they are there. */
  idsIn(objects: readonly LandedBytes[]): string[] {
    return objects.flatMap(({ name, bytes }) => {
      try {
        return [...this.#subject.conformance.ids(bytes)];
      } catch (cause) {
        throw new Error(`The conformance module cannot read the ids in ${name}.`, { cause });
      }
    });
  }

  /** The ids that count. */
  async committedIds(): Promise<string[]> {
    return this.idsIn(await this.harness.committed());
  }

  async landedIds(): Promise<string[]> {
    return this.idsIn(await this.harness.landed());
  }

  /** The ledger's entries, oldest first. */
  entries(): { readonly name: string; readonly entry: Readonly<Record<string, JsonValue>> }[] {
    const found = [...this.store.objects].filter(([name]) => name.startsWith('_hatchery/ledger/'));
    return found
      .map(([name, bytes]) => ({ name, entry: JSON.parse(bytes.toString()) as Record<string, JsonValue> }))
      .sort((a, b) => Number(a.entry['sequence']) - Number(b.entry['sequence']));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closes) await this.server.close();
  }
}
