import { randomUUID } from 'node:crypto';
import { Cancellation } from './cancellation.ts';
import { createLogger } from './create-logger.ts';
import type { RunListener } from './events.ts';
import { GlobalsWatch } from './globals-watch.ts';
import { createDispatcher } from './http/dispatcher.ts';
import { defaultTimeouts } from './http/http-timeouts.ts';
import { RateLimits } from './http/rate-limits.ts';
import { defaultLeaseMs } from './ledger/lease.ts';
import { outsidePlugins } from './plugin-scope.ts';
import type { RunReport } from './report.ts';
import { defaultRetry } from './retry.ts';
import type { RunContext } from './run-context.ts';
import type { RunOptions } from './run-options.ts';
import { Slots } from './slots.ts';
import { Stores } from './stores.ts';
import type { Stream } from './stream.ts';
import { StreamRun } from './stream-run.ts';

/** Waits are most of a stream's time, so more streams than cores; few enough for a small container's memory. */
export const defaultConcurrency = 16;

/**
 * Runs streams side by side. Never rejects for what happens to a stream, nor stops others for it: each stream's
 * outcome is in the report, in the order given.
 */
export async function run(streams: readonly Stream[], options: RunOptions = {}): Promise<RunReport> {
  const started = performance.now();
  using cancellation = new Cancellation(options.signal);
  const context = createContext(options, cancellation.signal);
  try {
    const runs = streams.map((stream) => new StreamRun(stream, context));
    await Promise.all(runs.map((each) => context.slots.run(() => each.run())));
    // Not before all have ended: a source may do wrong after its own end.
    const reports = runs.map((each) => each.report);
    const startedAt = context.now.toISOString();
    return { run: context.run, startedAt, streams: reports, durationMs: Math.round(performance.now() - started) };
  } finally {
    await context.stores.close();
    await context.dispatcher.destroy();
  }
}

function createContext(options: RunOptions, signal: AbortSignal): RunContext {
  const { onEvent } = options;
  const tell: RunListener | undefined = onEvent && ((event) => outsidePlugins(() => onEvent(event)));
  return {
    run: options.id ?? randomUUID(),
    now: options.now ?? new Date(),
    windows: options.windows,
    signal,
    leaseMs: options.leaseMs ?? defaultLeaseMs,
    retry: { ...defaultRetry, ...options.retry },
    onEvent: tell,
    dispatcher: createDispatcher({ ...defaultTimeouts, ...options.timeouts }),
    limits: new RateLimits(),
    slots: new Slots(options.concurrency ?? defaultConcurrency),
    globals: new GlobalsWatch(),
    stores: new Stores(createLogger(tell)),
    versions: options.versions ?? {},
  };
}
