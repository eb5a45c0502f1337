import assert from 'node:assert/strict';
import type { DestinationCheck } from './place-under-test.ts';
import { expectFailure, expectObject } from './expectations.ts';
import { createOptions, inPieces, put, sampleBytes } from './sample.ts';

const first = sampleBytes(100_000, 1);
const seconds: Record<string, Buffer> = {
  equal: first,
  other: sampleBytes(100_000, 2),
  no: Buffer.alloc(0),
  more: sampleBytes(3_000_000, 3),
};

/** Nothing is ever written over. */
export const createOnlyChecks: DestinationCheck[] = [
  ...Object.entries(seconds).map(([kind, second]): DestinationCheck => ({
    name: `refuses a name that is taken, for ${kind} bytes, by any store on the place`,
    async run(place) {
      const [store, other] = [await place.open(), await place.open()];
      await put(store, 'day/one.json', first);
      for (const asked of [store, other]) {
        const body = inPieces(second);
        await expectFailure(
          () => asked.create('day/one.json', body, createOptions({ size: second.length })),
          'OBJECT_EXISTS',
        );
        assert.ok(body.destroyed, 'the body was left open');
        await expectObject(asked, 'day/one.json', first);
      }
    },
  })),
  {
    name: 'refuses a name that an empty object has',
    async run(place) {
      const store = await place.open();
      await put(store, 'empty', '');
      await expectFailure(() => put(store, 'empty', 'more'), 'OBJECT_EXISTS');
      await expectObject(store, 'empty', Buffer.alloc(0));
    },
  },
];
