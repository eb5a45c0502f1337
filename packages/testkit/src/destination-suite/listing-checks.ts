import assert from 'node:assert/strict';
import type { ObjectStore } from '@hatchery/core';
import type { DestinationCheck, PlaceUnderTest } from './place-under-test.ts';
import { namesOf, put } from './sample.ts';

/** Each pair of neighbours is a trap: `/` sorts among other bytes, and UTF-8 sorts otherwise than UTF-16. */
const names = [
  'A',
  'a!b',
  'a+/x',
  'a-b/c',
  'a.b',
  'a/b',
  'a/b-c',
  'a/b.c',
  'a/bb',
  'a/c/d/e/f',
  'a0',
  'aa/b',
  'ab',
  'b/1',
  'b/10',
  'b/2',
  'z',
  '~',
  'é',
  '\uD7FF',
  '\uE000',
  '\uFF5E',
  '\u{10000}',
  '😀/x',
];

const sorted = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

const prefixes = [
  '',
  'a',
  'a/',
  'a/b',
  'a/b.',
  'a/c',
  'a/c/',
  'a/c/d/e',
  'a-',
  'a.',
  'A',
  'aa/b',
  'aa/b/',
  'b/1',
  'é',
  '😀',
  '\uFF5E',
  'nothing',
  'a/nothing/',
  'z/',
  'a/b/c',
];

/** Listings are ordered, complete and cut as asked. */
export const listingChecks: DestinationCheck[] = [
  {
    name: 'lists nothing in an empty place',
    async run(place) {
      const store = await place.open();
      assert.deepEqual(await namesOf(store), []);
      assert.deepEqual(await namesOf(store, 'a/b'), []);
    },
  },
  {
    name: "lists in ascending order of the names' UTF-8 bytes, whatever the order of creation",
    async run(place) {
      const store = await filled(place, names.toReversed());
      assert.deepEqual(await namesOf(store), sorted);
    },
  },
  {
    name: 'lists what starts with a prefix, be it a folder or the middle of a name',
    async run(place) {
      const store = await filled(place, names);
      for (const prefix of prefixes) {
        assert.deepEqual(
          await namesOf(store, prefix),
          sorted.filter((name) => name.startsWith(prefix)),
          `prefix ${JSON.stringify(prefix)}`,
        );
      }
    },
  },
  {
    name: 'lists no more than the limit, and can be left early',
    async run(place) {
      const store = await filled(place, names);
      for (const limit of [0, 1, 2, 5, sorted.length, sorted.length + 1]) {
        assert.deepEqual(await namesOf(store, '', { limit }), sorted.slice(0, limit), `limit ${limit}`);
        assert.deepEqual(
          await namesOf(store, 'a/', { limit }),
          sorted.filter((name) => name.startsWith('a/')).slice(0, limit),
          `a/, limit ${limit}`,
        );
      }
      for await (const object of store.list('')) {
        assert.equal(object.name, sorted[0]);
        break;
      }
    },
  },
  {
    name: 'lists sizes, and more objects than a page holds',
    async run(place) {
      const many = Array.from({ length: 1_050 }, (_, index) => `page/${String(index).padStart(5, '0')}`);
      const store = await filled(place, many);
      const sizes: number[] = [];
      const listed: string[] = [];
      for await (const { name, size } of store.list('page/')) {
        listed.push(name);
        sizes.push(size);
      }
      assert.deepEqual(listed, many);
      assert.deepEqual(new Set(sizes), new Set([1]));
    },
  },
];

async function filled(place: PlaceUnderTest, objects: readonly string[]): Promise<ObjectStore> {
  const store = await place.open();
  for (let at = 0; at < objects.length; at += 50) {
    await Promise.all(objects.slice(at, at + 50).map((name) => put(store, name, 'x')));
  }
  return store;
}
