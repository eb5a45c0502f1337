import { defineSource, z } from '@hatchery/core';
import { sourceHarness } from '../source-harness/source-harness.ts';
import type { DestinationCheck } from './place-under-test.ts';
import { sampleBytes } from './sample.ts';

const half = sampleBytes(1_000_000);

/** SIGTERM in the middle of an object. */
export const stopChecks: DestinationCheck[] = [
  {
    name: 'leaves nothing of an object that a stopped run was writing, and takes it from the next',
    async run(place) {
      const stop = new AbortController();
      const source = defineSource({
        config: z.strictObject({}),
        async collect({ pipe }) {
          await pipe.spout(async function* body() {
            yield half;
            stop.abort();
            yield half;
          });
        },
      })({});
      const now = new Date('2026-03-01T12:00:00Z');
      const harness = sourceHarness(source, { destination: place.bind() });
      const { report } = await harness.run({ now, signal: stop.signal });
      if (report.status !== 'cancelled') throw new Error(`The run ended "${report.status}" and not "cancelled".`);
      const [left] = await harness.landed();
      if (left !== undefined) throw new Error(`It left ${left.name}, of ${left.bytes.length} bytes.`);
      const next = await harness.run({ now });
      if (next.report.status !== 'completed') {
        throw new Error(`The next run ended "${next.report.status}".`, { cause: next.report.error });
      }
      const sizes = (await harness.landed()).map(({ bytes }) => bytes.length);
      if (sizes.join() !== String(2 * half.length))
        throw new Error(`The next run left objects of ${sizes.join()} bytes.`);
    },
  },
];
