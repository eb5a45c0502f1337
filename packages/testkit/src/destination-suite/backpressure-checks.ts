import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { untilSteady } from '../conformance/until-steady.ts';
import type { DestinationCheck } from './place-under-test.ts';
import { createOptions, sampleBytes } from './sample.ts';

const piece = sampleBytes(65_536);
const pieces = 1_024;

/** A place that takes nothing makes the source wait. */
export const backpressureChecks: DestinationCheck[] = [
  {
    name: 'reads little ahead of a place that has stalled, and goes on when the place does',
    async run(underTest) {
      const { place, options } = underTest;
      const store = await underTest.open();
      let pulled = 0;
      const hash = createHash('sha256');
      async function* body(): AsyncGenerator<Buffer> {
        for (; pulled < pieces; pulled++) {
          hash.update(piece);
          yield piece;
        }
      }
      const resume = await place.stall?.();
      assert.ok(resume, 'the place has no way to stall: give it one, or leave out "backpressure"');
      const creating = store.create('slow/object', Readable.from(body()), createOptions());
      try {
        await untilSteady(() => pulled);
        assert.ok(
          pulled * piece.length <= options.readAhead,
          `${pulled * piece.length} bytes were read while the place took none`,
        );
      } finally {
        await resume();
      }
      assert.equal((await creating).size, pieces * piece.length);
      const stored = createHash('sha256');
      for await (const chunk of await store.read('slow/object')) stored.update(chunk as Buffer);
      assert.equal(stored.digest('hex'), hash.digest('hex'));
    },
  },
];
