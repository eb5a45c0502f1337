import { defineSource, type SourceDefinition, z } from '@hatchery/core';
import type { Stream } from '@hatchery/engine';
import type { MemoryStore } from './memory-store.ts';

const noOptions = z.strictObject({});

/** A stream of a source written in the test, to a store in memory. */
export function testStream(
  store: MemoryStore,
  source: Omit<SourceDefinition<typeof noOptions>, 'config'>,
  options: Partial<Stream> = {},
): Stream {
  const { definition } = defineSource({ config: noOptions, ...source });
  return {
    id: 'test',
    tags: [],
    source: { plugin: { name: 'hatchery-source-test', version: '4.5.6' }, definition, config: {} },
    destination: store.bound(),
    ...options,
  };
}

/** Retries that take no time worth mentioning. */
export const quickRetry = { base: 1, cap: 2 };

/** The time that runs take for now. */
export const noon = new Date('2026-03-04T12:00:00Z');
