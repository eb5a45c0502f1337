import { defineSource, z } from '@hatchery/core';
import { hostileStreams } from '../conformance/hostile-streams.ts';
import { sourceHarness } from '../source-harness/source-harness.ts';
import type { DestinationCheck } from './place-under-test.ts';
import { sampleBytes } from './sample.ts';

const pieces = [0, 1, 2].map((seed) => sampleBytes(1_000, seed));

const three = defineSource({
  config: z.strictObject({}),
  async collect({ pipe }) {
    for (const piece of pieces) await pipe.spout(piece);
  },
});

/** Whole runs, as the engine makes them. */
export const streamChecks: DestinationCheck[] = [
  {
    name: 'keeps what streams of any id and tags collect, side by side',
    async run(place) {
      const destination = place.bind();
      for (const [index, stream] of hostileStreams.entries()) {
        const harness = sourceHarness(three({}), { destination, stream });
        const { report } = await harness.run();
        const named = `of the stream ${JSON.stringify(stream.id).slice(0, 40)}`;
        if (report.status !== 'completed') {
          throw new Error(`The run ${named} ended "${report.status}".`, { cause: report.error });
        }
        const found = (await harness.landed()).length;
        const wanted = (index + 1) * pieces.length;
        if (found !== wanted) throw new Error(`After the run ${named} there are ${found} objects, and not ${wanted}.`);
      }
    },
  },
];
