import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { HatcheryError } from '@hatchery/core';
import { callCheck } from './call-check.ts';
import { Cancellation } from './cancellation.ts';
import { type PluginRole, violationBy } from './contract-violation.ts';
import { createLogger } from './create-logger.ts';
import { createDispatcher } from './http/dispatcher.ts';
import { createHttpClient } from './http/http-session.ts';
import { defaultTimeouts } from './http/http-timeouts.ts';
import { RateLimits } from './http/rate-limits.ts';
import { orIdle } from './idle-watch.ts';
import { ownPrefix } from './ledger/ledger-names.ts';
import { defaultRetry } from './retry.ts';
import { defaultConcurrency } from './run.ts';
import type { RunOptions } from './run-options.ts';
import { Slots } from './slots.ts';
import { Stores } from './stores.ts';
import type { BoundDestination, Stream } from './stream.ts';
import { streamError } from './stream-error.ts';

/** `unsupported`: the source has no check of its own. */
export type CheckOutcome =
  | { readonly status: 'ok' | 'unsupported' }
  | { readonly status: 'failed'; readonly error: HatcheryError };

export interface StreamCheck {
  readonly id: string;
  readonly source: CheckOutcome;
  readonly destination: CheckOutcome;
  /** Absent where the ledger lies at the destination. */
  readonly ledger?: CheckOutcome;
  /** What the check could not take away again; absent if it left nothing. */
  readonly left?: readonly string[];
}

export type CheckOptions = Pick<RunOptions, 'concurrency' | 'signal' | 'onEvent' | 'retry' | 'timeouts'>;

/**
 * Proves that each stream's credentials work, without collecting: asks the source's own check, and at the destination
 * (and where the ledger lies, if elsewhere) creates a small object, reads it back, lists it and removes it again. Each is tried
 * once.
 */
export async function checkStreams(streams: readonly Stream[], options: CheckOptions = {}): Promise<StreamCheck[]> {
  using cancellation = new Cancellation(options.signal);
  const dispatcher = createDispatcher({ ...defaultTimeouts, ...options.timeouts });
  const stores = new Stores(createLogger(options.onEvent));
  const slots = new Slots(options.concurrency ?? defaultConcurrency);
  const http = createHttpClient({
    dispatcher,
    limits: new RateLimits(),
    retry: { ...defaultRetry, retries: 1, ...options.retry },
    signal: cancellation.signal,
  });
  const probes = new Map<BoundDestination, Promise<Probe>>();
  const probeOnce = (bound: BoundDestination): Promise<Probe> => {
    const probing = probes.get(bound) ?? probe(stores, bound, cancellation.signal);
    probes.set(bound, probing);
    return probing;
  };
  const checkOne = async (stream: Stream): Promise<StreamCheck> => {
    const { definition, config, plugin } = stream.source;
    const context = { config, http, signal: cancellation.signal, log: createLogger(options.onEvent, stream.id) };
    const source = await outcome(
      definition.check && (() => orIdle(callCheck(stream, context), () => stuck('source', 'check'))),
      {
        stream: stream.id,
        plugin: plugin.name,
      },
    );
    const destination = await probeOnce(stream.destination);
    const isApart = stream.ledger !== undefined && stream.ledger !== stream.destination;
    const ledger = isApart ? await probeOnce(stream.ledger) : undefined;
    const left = [destination.left, ledger?.left].filter((name) => name !== undefined);
    return {
      id: stream.id,
      source,
      destination: destination.outcome,
      ...(ledger === undefined ? {} : { ledger: ledger.outcome }),
      ...(left.length === 0 ? {} : { left }),
    };
  };
  try {
    return await Promise.all(streams.map((stream) => slots.run(() => checkOne(stream))));
  } finally {
    await stores.close();
    await dispatcher.destroy();
  }
}

interface Probe {
  readonly outcome: CheckOutcome;
  readonly left?: string;
}

async function probe(stores: Stores, bound: BoundDestination, signal: AbortSignal): Promise<Probe> {
  const name = `${ownPrefix}check/${randomUUID()}.txt`;
  let isLeft = false;
  const prove = async (): Promise<void> => {
    const store = await stores.open(bound, { policy: { ...defaultRetry, retries: 1 }, signal });
    const content = 'written by hatchery check\n';
    await store.create(name, Readable.from([Buffer.from(content)]), {
      contentType: 'text/plain',
      size: content.length,
      signal,
    });
    isLeft = true;
    if ((await text(await store.read(name))) !== content) throw unlike(name, 'read back differs');
    const listed = await Array.fromAsync(store.list(name, { limit: 1 }));
    if (listed[0]?.name !== name) throw unlike(name, 'is missing from a listing');
    if (store.remove === undefined) return;
    await store.remove(name);
    isLeft = false;
  };
  const proof = await outcome(() => orIdle(prove(), () => stuck('destination', 'its store')), {
    plugin: bound.plugin.name,
  });
  return { outcome: proof, ...(isLeft ? { left: name } : {}) };
}

function stuck(role: PluginRole, inside: string): HatcheryError {
  const did = `waits in ${inside} for something that cannot come: nothing is under way any more`;
  return violationBy(role, 'come-to-an-end', did, { phase: 'check' });
}

function unlike(name: string, what: string): HatcheryError {
  return new HatcheryError('DESTINATION_FAILED', `What was just written as ${name} ${what}.`);
}

async function outcome(
  check: (() => Promise<void>) | undefined,
  context: Record<string, string>,
): Promise<CheckOutcome> {
  if (check === undefined) return { status: 'unsupported' };
  try {
    await check();
    return { status: 'ok' };
  } catch (error) {
    return { status: 'failed', error: streamError(error, { ...context, phase: 'check' }) };
  }
}
