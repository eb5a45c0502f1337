import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import type { DestinationCheck } from './place-under-test.ts';
import { expectObject } from './expectations.ts';
import { createOptions, inPieces, namesOf, put, sampleBytes } from './sample.ts';

const KiB = 1024;
const MiB = 1024 * KiB;
/** Around the borders where buffers, chunks and parts end. */
const sizes = [0, 1, 64 * KiB - 1, 64 * KiB, 64 * KiB + 1, MiB - 1, MiB, MiB + 1, 5 * MiB, 8 * MiB + 7];

/** What is read is what was written. */
export const roundTripChecks: DestinationCheck[] = [
  ...sizes.map((size): DestinationCheck => ({
    name: `gives ${size} bytes back as they were, of known and unknown length, in large and small pieces`,
    async run(place) {
      const store = await place.open();
      const bytes = sampleBytes(size, size);
      const known = await store.create('known', inPieces(bytes), createOptions({ size }));
      const unknown = await store.create('unknown', inPieces(bytes, 7_919), createOptions());
      assert.deepEqual([known.name, known.size], ['known', size], 'create tells another name or size');
      assert.deepEqual([unknown.name, unknown.size], ['unknown', size], 'create tells another name or size');
      await expectObject(store, 'known', bytes);
      await expectObject(store, 'unknown', bytes);
      assert.deepEqual(await namesOf(store), ['known', 'unknown']);
    },
  })),
  {
    name: 'shows an object to other stores as soon as create resolves, and not before the body has ended',
    async run(place) {
      const [writer, reader] = [await place.open(), await place.open()];
      const bytes = sampleBytes(3 * MiB);
      const seen: unknown[] = [];
      async function* body(): AsyncGenerator<Buffer> {
        for (let at = 0; at < bytes.length; at += MiB) {
          seen.push(await reader.stat('a/slow.json'), ...(await namesOf(reader)));
          yield bytes.subarray(at, at + MiB);
        }
        seen.push(await reader.stat('a/slow.json'), ...(await namesOf(reader)));
      }
      await writer.create('a/slow.json', Readable.from(body()), createOptions());
      assert.deepEqual(seen, [undefined, undefined, undefined, undefined], 'an object was visible before it was whole');
      await expectObject(reader, 'a/slow.json', bytes);
    },
  },
  {
    name: 'keeps what it is told of the content without a change to the bytes',
    async run(place) {
      const store = await place.open();
      const bytes = sampleBytes(1000);
      const told = createOptions({
        contentType: 'application/json',
        contentEncoding: 'gzip',
        metadata: { 'hatchery-sha256': 'ab'.repeat(32) },
      });
      await store.create('told.json.gz', inPieces(bytes), told);
      await expectObject(store, 'told.json.gz', bytes);
    },
  },
  {
    name: 'reads one object several times at once, and lets a reader leave early',
    async run(place) {
      const store = await place.open();
      const bytes = sampleBytes(2 * MiB);
      await put(store, 'read', bytes);
      const left = await store.read('read');
      for await (const _ of left) break;
      assert.ok(left.destroyed);
      await Promise.all([1, 2, 3].map(() => expectObject(store, 'read', bytes)));
    },
  },
];
