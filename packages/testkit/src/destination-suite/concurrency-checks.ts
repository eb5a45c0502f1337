import assert from 'node:assert/strict';
import { HatcheryError } from '@hatchery/core';
import type { DestinationCheck } from './place-under-test.ts';
import { contentOf, createOptions, inPieces, namesOf, sampleBytes } from './sample.ts';
import { expectObject } from './expectations.ts';

/** Many callers at once. */
export const concurrencyChecks: DestinationCheck[] = [
  {
    name: 'takes 100 objects at once under one signal, without a warning',
    async run(place) {
      const store = await place.open();
      const { signal } = new AbortController();
      const warnings: Error[] = [];
      const listen = (warning: Error): unknown => warnings.push(warning);
      process.on('warning', listen);
      const objects = Array.from({ length: 100 }, (_, index) => ({
        name: `day/${index % 7}/${String(index).padStart(3, '0')}`,
        bytes: sampleBytes(index * 1_117, index),
      }));
      await Promise.all(
        objects.map(({ name, bytes }) => store.create(name, inPieces(bytes), createOptions({ signal }))),
      );
      await new Promise((resolve) => setImmediate(resolve));
      process.off('warning', listen);
      assert.deepEqual(warnings.map(String), []);
      for (const { name, bytes } of objects) await expectObject(store, name, bytes);
      assert.deepEqual(await namesOf(store), objects.map(({ name }) => name).toSorted());
    },
  },
  {
    name: 'lets exactly one of 20 racing for one name win, and keeps its bytes whole',
    async run(place) {
      const [store, other] = [await place.open(), await place.open()];
      const bodies = Array.from({ length: 20 }, (_, index) => sampleBytes(200_000 + index, index));
      const race = bodies.map((bytes, index) =>
        (index % 2 === 0 ? store : other).create('race/one', inPieces(bytes), createOptions()),
      );
      const results = await Promise.allSettled(race);
      const winners = bodies.filter((_, index) => results[index]?.status === 'fulfilled');
      assert.equal(winners.length, 1, `${winners.length} of 20 believe that they made the object`);
      for (const result of results) {
        if (result.status === 'fulfilled') continue;
        assert.equal(HatcheryError.is(result.reason) ? result.reason.code : result.reason, 'OBJECT_EXISTS');
      }
      assert.deepEqual([await contentOf(store, 'race/one')], winners, 'the bytes are not those of the winner');
      assert.deepEqual(await namesOf(other), ['race/one']);
    },
  },
  {
    name: 'keeps one failure among many to itself',
    async run(place) {
      const store = await place.open();
      const results = await Promise.allSettled(
        Array.from({ length: 30 }, (_, index) => {
          const size = 10_000;
          return store.create(
            `n/${index}`,
            inPieces(sampleBytes(size, index)),
            createOptions({ size: index === 13 ? size + 1 : size }),
          );
        }),
      );
      assert.deepEqual(
        results.flatMap((result, index) => (result.status === 'rejected' ? [index] : [])),
        [13],
      );
      assert.equal((await namesOf(store)).length, 29);
    },
  },
];
