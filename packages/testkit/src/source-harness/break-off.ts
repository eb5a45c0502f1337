import type { SourceBinding } from '@hatchery/core';
import type { RunOptions } from '@hatchery/engine';
import type { ApiServer } from '../server/api-server.ts';
import { faults } from '../server/faults.ts';
import { type Crash, inMemory, MemoryStore } from './memory-store.ts';
import { type SourceHarness, sourceHarness } from './source-harness.ts';

/** Called with each harness that was broken off once and then run to its end; `at` says where. */
export type Verify = (harness: SourceHarness, at: string) => Promise<void>;

/**
 * Breaks a run off at each of its writes in turn, as a kill does, and runs it again to its end: every object, every
 * entry of the ledger, once just before it is there and once just after.
 *
 * @returns how many runs were broken off
 */
export async function breakAtEveryWrite(source: SourceBinding, options: RunOptions, verify: Verify): Promise<number> {
  const perWhen = await Promise.all(
    (['before', 'after'] as const).map((when) => breakWrites(source, options, when, verify)),
  );
  return perWhen.reduce((sum, count) => sum + count, 0);
}

async function breakWrites(
  source: SourceBinding,
  options: RunOptions,
  when: Crash['when'],
  verify: Verify,
): Promise<number> {
  for (let at = 0; ; at += 1) {
    const store = new MemoryStore();
    const harness = sourceHarness(source, { destination: inMemory(store) });
    store.crash({ at, when });
    const { report } = await harness.run(options);
    if (report.status === 'completed') return at;
    store.revive();
    await finish(harness, options, `${when} write ${at}`, verify);
  }
}

/**
 * Stops a run, as SIGTERM does, while each of its requests in turn is under way, and runs it again to its end.
 *
 * @returns how many runs were broken off
 */
export async function breakAtEveryRequest(
  source: SourceBinding,
  server: ApiServer,
  options: RunOptions,
  verify: Verify,
): Promise<number> {
  for (let at = 0; ; at += 1) {
    const harness = sourceHarness(source);
    const stop = new AbortController();
    server.inject(
      faults.observe(() => stop.abort()),
      { after: at },
    );
    const { report } = await harness.run({ ...options, signal: stop.signal });
    server.heal();
    if (report.status === 'completed') return at;
    await finish(harness, options, `request ${at}`, verify);
  }
}

async function finish(harness: SourceHarness, options: RunOptions, at: string, verify: Verify): Promise<void> {
  const { report } = await harness.run(options);
  if (report.status !== 'completed') {
    throw new Error(`Broken off at ${at}, the next run ended ${report.status}.`, { cause: report.error });
  }
  await verify(harness, at);
}
