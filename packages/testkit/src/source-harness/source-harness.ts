import { buffer } from 'node:stream/consumers';
import type { DestinationBinding, Logger, ObjectStore, SourceBinding, Window } from '@hatchery/core';
import {
  type BoundDestination,
  type CheckOptions,
  type CheckOutcome,
  checkStreams,
  CountedObjects,
  type LedgerEntry,
  type LedgerObject,
  planStreams,
  type RunEvent,
  type RunOptions,
  run,
  type Stream,
  type StreamReport,
} from '@hatchery/engine';
import { inMemory } from './memory-store.ts';

/** What one run told. */
export interface HarnessRun {
  readonly report: StreamReport;
  readonly events: readonly RunEvent[];
}

/** An object at the destination, the ledger's own left out. */
export interface LandedBytes {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface HarnessOptions {
  /** Keys of the stream, beside its source and destination. */
  readonly stream?: Partial<Omit<Stream, 'source' | 'destination'>>;
  /** @default a store in memory that lives as long as the harness */
  readonly destination?: DestinationBinding;
}

export interface SourceHarness {
  /**
   * Runs the stream once with the real engine. Failures are tried again without long waits, and no lease keeps the next run
   * out, as this process outlives the runs that a test kills.
   */
  run(options?: RunOptions): Promise<HarnessRun>;
  /** The windows that a run would cover. */
  windows(now: Date): Promise<readonly Window[]>;
  /** What `hatchery check --connect` finds of the source. */
  check(options?: CheckOptions): Promise<CheckOutcome>;
  /** All that a plain listing of the destination shows. */
  landed(): Promise<LandedBytes[]>;
  /** What counts: the objects that the ledger names. */
  committed(): Promise<LandedBytes[]>;
}

const ledgerPrefix = '_hatchery/ledger/';
const retry = { retries: 3, base: 1, cap: 1 };

/**
 * A stream of one source under test, with the real engine and a destination that stays from run to run.
 *
 * @example
 * const harness = sourceHarness(acme({ token: 'canary', baseUrl: server.baseUrl }));
 * const { report } = await harness.run({ now: new Date('2026-01-01T00:10:00Z') });
 */
export function sourceHarness(source: SourceBinding, options: HarnessOptions = {}): SourceHarness {
  const destination = bindDestination(options.destination ?? inMemory());
  const stream: Stream = {
    id: 'under-test',
    tags: [],
    ...options.stream,
    source: {
      plugin: { name: 'source-under-test' },
      definition: source.definition,
      config: source.definition.config.parse(source.config),
    },
    destination,
  };

  return {
    async run(runOptions = {}) {
      const events: RunEvent[] = [];
      const onEvent = (event: RunEvent): void => {
        events.push(event);
        runOptions.onEvent?.(event);
      };
      const { streams } = await run([stream], { retry, leaseMs: 0, ...runOptions, onEvent });
      return { report: streams[0] as StreamReport, events };
    },
    async windows(now) {
      const [plan] = await planStreams([stream], undefined, now);
      return plan?.windows ?? [];
    },
    async check(checkOptions = {}) {
      const [outcome] = await checkStreams([stream], { retry, ...checkOptions });
      return (outcome as NonNullable<typeof outcome>).source;
    },
    async landed() {
      const store = await open(destination);
      return readAll(
        store,
        (await namesIn(store)).filter((name) => !name.startsWith(ledgerPrefix)),
      );
    },
    async committed() {
      const store = await open(destination);
      const entries = await readAll(
        store,
        (await namesIn(store)).filter((name) => name.startsWith(ledgerPrefix)),
      );
      const names = new Set(countedIn(entries).map(({ name }) => name));
      return readAll(store, [...names].sort());
    },
  };
}

function bindDestination({ definition, config }: DestinationBinding): BoundDestination {
  return {
    plugin: { name: 'destination-under-test' },
    definition,
    config: definition.config.parse(config),
    directory: '.',
  };
}

/** The objects that the entries of all chains make count. */
function countedIn(entries: readonly LandedBytes[]): LedgerObject[] {
  const parsed = entries.map(({ name, bytes }) => ({
    chain: name.replace(/\/\d{3}\/\d{3}\/[^/]+$/, ''),
    entry: JSON.parse(bytes.toString()) as LedgerEntry,
  }));
  return [...Map.groupBy(parsed, ({ chain }) => chain).values()].flatMap((chain) => {
    const counted = new CountedObjects();
    const inOrder = chain.map(({ entry }) => entry).sort((a, b) => a.sequence - b.sequence);
    return inOrder.flatMap((entry) => counted.add(entry));
  });
}

function open({ definition, config, directory }: BoundDestination): Promise<ObjectStore> {
  return definition.open({ config, directory, log: silent });
}

async function namesIn(store: ObjectStore): Promise<string[]> {
  const objects = await Array.fromAsync(store.list(''));
  return objects.map(({ name }) => name);
}

function readAll(store: ObjectStore, names: readonly string[]): Promise<LandedBytes[]> {
  return Promise.all(names.map(async (name) => ({ name, bytes: await buffer(await store.read(name)) })));
}

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };
