import { expect } from 'chai';
import type { SourceDefinition, z } from '@hatchery/core';
import { contractRules, type ContractRule, run, type RunOptions, type StreamReport } from '@hatchery/engine';
import { MemoryStore } from './memory-store.ts';
import { noon, quickRetry, testStream } from './test-stream.ts';

type Source = Omit<SourceDefinition<z.ZodObject>, 'config'>;

/** Runs a source that breaks the contract beside one that does not, and gives what was said of the first. */
export async function brokenBeside(
  source: Partial<Source> | ((...parts: never[]) => unknown),
  { store = new MemoryStore(), ...options }: RunOptions & { readonly store?: MemoryStore } = {},
): Promise<StreamReport> {
  const definition = typeof source === 'function' ? { collect: source } : source;
  const broken = testStream(store, { collect: async () => {}, ...definition } as never, { id: 'broken' });
  const fine = testStream(
    new MemoryStore(),
    { collect: async ({ pipe }) => void (await pipe.spout('fine')) },
    { id: 'fine' },
  );
  const report = await run([broken, fine], { now: noon, retry: quickRetry, ...options });
  expect(report.streams[1]).to.include({ status: 'completed', objectCount: 1 });
  if (report.streams[0] === undefined) throw new Error('no report');
  return report.streams[0];
}

/** Asserts that a report names the deed, the plugin and the page, and, unless there can be none, a place in the test's own code. */
export function expectViolation(
  report: Pick<StreamReport, 'status' | 'error'> | undefined,
  rule: ContractRule,
  deed: string,
  { plugin = 'hatchery-source-test', file }: { readonly plugin?: string; readonly file?: string } = {},
): void {
  const error = report?.error;
  expect(report?.status).to.equal('failed');
  expect(error?.code).to.equal('CONTRACT_VIOLATED');
  expect(error?.message).to.include(deed);
  expect(error?.hint).to.include(contractRules[rule]).and.include(`docs/contract.md#${rule}.`);
  expect(error?.context.plugin).to.equal(plugin);
  if (file !== undefined) expect(error?.context['place']).to.match(new RegExp(`/${file}:\\d+:\\d+$`));
}
