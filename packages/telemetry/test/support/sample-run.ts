import { type HatcheryError, defineDestination, defineSource, z } from '@hatchery/core';
import type { RunReport, Stream, StreamReport } from '@hatchery/engine';
import type { RunFacts, RunOutcome } from '../../src/index.ts';

export const facts: RunFacts = {
  run: '0b0e7d5e-1111-4222-8333-444455556666',
  startedAt: new Date('2026-11-01T10:00:00Z'),
  versions: { hatchery: '1.2.3', node: '24.0.0' },
};

const endedAt = new Date('2026-11-01T10:00:02.500Z');

export function streamReport(id: string, more: Partial<StreamReport> = {}): StreamReport {
  return {
    id,
    tags: ['hourly'],
    status: 'completed',
    objects: ['a/1.json'],
    objectCount: 1,
    bytes: 100,
    storedBytes: 40,
    requests: 3,
    retries: 1,
    coveredUntil: '2026-11-01T09:59:00.000Z',
    durationMs: 1_500,
    ...more,
  };
}

/** How a run ended, as the command line tells it. */
export function outcomeOf(streams: readonly StreamReport[], more: Partial<RunOutcome> = {}): RunOutcome {
  const report: RunReport = { run: facts.run, startedAt: '2026-11-01T10:00:00.100Z', durationMs: 2_000, streams };
  const exitCode = streams.some(({ status }) => status === 'failed') ? 1 : 0;
  const plain = streams.map(({ error, ...rest }) => ({ ...rest, ...(error && { error: errorJson(error) }) }));
  return { endedAt, exitCode, report, document: { ...report, exitCode, streams: plain }, ...more };
}

function errorJson({ code, message }: HatcheryError): object {
  return { code, message };
}

export function stream(id: string): Stream {
  const source = defineSource({ config: z.strictObject({}), resume: 'window', collect: async () => {} });
  const destination = defineDestination({
    config: z.strictObject({}),
    open: () => {
      throw new Error('nothing is opened here');
    },
  });
  return {
    id,
    tags: [],
    source: { plugin: { name: 'hatchery-source-acme', version: '2.0.1' }, definition: source.definition, config: {} },
    destination: {
      plugin: { name: 'hatchery-dest-disk', version: '3.1.0' },
      definition: destination.definition,
      config: {},
      directory: '/',
    },
  };
}
