import assert from 'node:assert/strict';
import { HatcheryError, type CreateOptions } from '@hatchery/core';
import type { Readable } from 'node:stream';
import type { DestinationCheck, PlaceUnderTest } from './place-under-test.ts';
import { expectFailure, expectNothing, expectObject } from './expectations.ts';
import { createOptions, deaf, inPieces, interrupted, put, sampleBytes } from './sample.ts';

/** How much comes before a body breaks: nothing, little, one piece, more than any buffer holds. */
const sizes = [0, 10, 65_536, 9_000_000];

interface Attempt {
  readonly body: Readable;
  readonly options?: Partial<CreateOptions>;
}

/** What does not come whole is not there at all. */
export const brokenBodyChecks: DestinationCheck[] = [
  ...sizes.flatMap((size) => [
    leavesNothing(`a body that fails after ${size} bytes`, () => ({
      body: interrupted(sampleBytes(size), (body) => body.destroy(new Error('the source broke'))),
    })),
    leavesNothing(`a body that fails after all of the ${size} bytes declared`, () => ({
      body: interrupted(sampleBytes(size), (body) => body.destroy(new HatcheryError('NETWORK', 'the source broke'))),
      options: { size },
    })),
    leavesNothing(`a body destroyed without an error after ${size} bytes`, () => ({
      body: interrupted(sampleBytes(size), (body) => body.destroy()),
    })),
    leavesNothing(`an abort after ${size} bytes`, () => {
      const controller = new AbortController();
      return {
        body: interrupted(sampleBytes(size), () => controller.abort(new Error('enough'))),
        options: { signal: controller.signal },
      };
    }),
    leavesNothing(`an abort after ${size} bytes of a body that hangs and does not heed its end`, () => {
      const controller = new AbortController();
      return { body: deaf(sampleBytes(size), () => controller.abort()), options: { signal: controller.signal } };
    }),
  ]),
  leavesNothing('an abort before the start', () => ({
    body: inPieces(sampleBytes(100)),
    options: { signal: AbortSignal.abort() },
  })),
  leavesNothing('a body that had failed before', () => {
    const body = inPieces(sampleBytes(100));
    body.on('error', () => {});
    body.destroy(new Error('failed long ago'));
    return { body };
  }),
  ...[0, 100, 3_000_000].flatMap((size) => [
    leavesNothing(`${size} bytes where one more was declared`, () => ({
      body: inPieces(sampleBytes(size)),
      options: { size: size + 1 },
    })),
    leavesNothing(`${size + 1} bytes where one less was declared`, () => ({
      body: inPieces(sampleBytes(size + 1)),
      options: { size },
    })),
  ]),
  {
    name: 'survives a body that fails after its name was refused',
    async run(place) {
      const store = await place.open();
      const body = inPieces(sampleBytes(10));
      await expectFailure(() => store.create('../out', body, createOptions()), 'OBJECT_NAME_REFUSED');
      body.destroy(new Error('late'));
      await new Promise((resolve) => setImmediate(resolve));
    },
  },
];

function leavesNothing(what: string, attempt: () => Attempt): DestinationCheck {
  return {
    name: `leaves nothing of ${what}, and takes the name later`,
    run: (place) => expectNothingLeft(place, attempt()),
  };
}

async function expectNothingLeft(place: PlaceUnderTest, { body, options }: Attempt): Promise<void> {
  const [store, other] = [await place.open(), await place.open()];
  await expectFailure(() => store.create('day/object.json', body, createOptions(options)));
  assert.ok(body.destroyed, 'the body was left open');
  await expectNothing(store, 'day/object.json');
  await expectNothing(other, 'day/object.json');
  await put(other, 'day/object.json', 'whole');
  await expectObject(store, 'day/object.json', Buffer.from('whole'));
}
