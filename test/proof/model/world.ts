import { defineDestination, defineSource, z } from '@hatchery/core';
import { run, type Stream, type StreamStatus } from '@hatchery/engine';
import { type ReadLedger, readLedger } from '../support/read-ledger.ts';
import { FrailStore, type Turn } from './frail-store.ts';
import { lag, type ModelEvent, Service } from './service.ts';
import type { ModelSource } from './sources.ts';

const noOptions = z.strictObject({});
const leaseMs = 3_600_000;

export interface WorldOptions {
  readonly source: (service: Service) => ModelSource;
  readonly withLeases: boolean;
  readonly canRemove: boolean;
}

/** A stream with all that is around it, and the promises that it has to keep. */
export class World {
  readonly service = new Service();
  readonly #objects = new Map<string, Buffer>();
  readonly #options: WorldOptions;
  readonly #source: ModelSource;
  #now = Date.parse('2026-03-04T12:00:00Z');
  /** Whether two runs may have worked on one window at the same time. */
  #overlapped = false;

  constructor(options: WorldOptions) {
    this.#options = options;
    this.#source = options.source(this.service);
  }

  arrive(delays: readonly number[]): void {
    this.service.arrive(this.#now, delays);
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** From here on a plain listing may show what a run landed that had lost its window without knowing it. */
  overlap(): void {
    this.#overlapped = true;
  }

  /** A run; if it completes, all that was settled when it began must be collected. */
  async run(turn: Turn, dieAt?: number): Promise<StreamStatus> {
    const now = this.#now;
    const due = this.service.events.filter(({ time }) => time < now - lag);
    const { streams } = await run([this.#stream(turn, dieAt)], {
      now: new Date(now),
      leaseMs: this.#options.withLeases ? leaseMs : 0,
    });
    const status = streams[0]?.status ?? 'failed';
    if (status === 'failed' && dieAt === undefined)
      throw new Error('a run without harm failed', { cause: streams[0]?.error });
    if (status === 'completed') await this.#expectCollected(due);
    return status;
  }

  /** Holds what there is against the promises. @throws Error if one is broken */
  async check(): Promise<ReadLedger> {
    const ledger = await readLedger(this.#store());
    const seen = new Map<string, string>();
    for (const { name, size } of ledger.counted.values()) {
      const bytes = this.#objects.get(name);
      if (bytes?.length !== size) throw new Error(`${name} counts and is not there, or not whole`);
      for (const { id } of eventsIn(bytes)) {
        if (seen.has(id)) throw new Error(`${id} counts in ${seen.get(id)} and in ${name}`);
        seen.set(id, name);
      }
    }
    return ledger;
  }

  /** The same when nothing is under way any more: and everything is there, and nothing else. */
  async checkAtRest(): Promise<void> {
    const { counted, entries } = await this.check();
    await this.#expectCollected(this.service.events);
    const discarded = new Set(entries.flatMap((entry) => entry.discarded ?? []));
    const others = [...this.#objects.keys()].filter((name) => !name.startsWith('_hatchery/') && !counted.has(name));
    if (this.#overlapped) return;
    const stray = others.find((name) => this.#options.canRemove || !discarded.has(name));
    if (stray !== undefined) throw new Error(`${stray} lies there and does not count`);
    const { objects } = entries.at(-1)?.totals ?? { objects: 0 };
    if (objects !== counted.size)
      throw new Error(`the ledger's total is ${objects}, and ${counted.size} objects count`);
  }

  async #expectCollected(events: readonly ModelEvent[]): Promise<void> {
    const { counted } = await readLedger(this.#store());
    const ids = new Set([...counted.keys()].flatMap((name) => eventsIn(this.#objects.get(name)).map(({ id }) => id)));
    const lost = events.find(({ id }) => !ids.has(id));
    if (lost !== undefined) throw new Error(`${lost.id} was not collected`);
  }

  #store(turn: Turn = () => Promise.resolve(), dieAt?: number): FrailStore {
    return new FrailStore(this.#objects, turn, this.#options.canRemove, dieAt);
  }

  #stream(turn: Turn, dieAt: number | undefined): Stream {
    const store = this.#store(turn, dieAt);
    const source = defineSource({ config: noOptions, ...(this.#source as object) } as never);
    const destination = defineDestination({ config: noOptions, open: () => Promise.resolve(store) });
    return {
      id: 'model',
      tags: [],
      source: { plugin: { name: 'model-source' }, definition: source.definition, config: {} },
      destination: {
        plugin: { name: 'model-store' },
        definition: destination.definition,
        config: {},
        directory: '.',
      },
    };
  }
}

function eventsIn(bytes: Buffer | undefined): readonly ModelEvent[] {
  return bytes === undefined ? [] : (JSON.parse(bytes.toString()) as { events: ModelEvent[] }).events;
}
