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
      const names = Array.from({ length: 100 }, (_, index) => `day/${index % 7}/${String(index).padStart(3, '0')}`);
      const bytes = names.map((_, index) => sampleBytes(index * 1_117, index));
      await Promise.all(names.map((name, index) => store.create(name, inPieces(bytes[index]!), createOptions({ signal }))));
      await new Promise((resolve) => setImmediate(resolve));
      process.off('warning', listen);
      assert.deepEqual(warnings.map(String), []);
      for (const [index, name] of names.entries()) await expectObject(store, name, bytes[index]!);
      assert.deepEqual(await namesOf(store), names.toSorted());
    },
  },
  {
    name: 'lets exactly one of 20 racing for one name win, and keeps its bytes whole',
    async run(place) {
      const stores = [await place.open(), await place.open()];
      const bodies = Array.from({ length: 20 }, (_, index) => sampleBytes(200_000 + index, index));
      const race = bodies.map((bytes, index) => stores[index % 2]!.create('race/one', inPieces(bytes), createOptions()));
      const results = await Promise.allSettled(race);
      const winners = results.flatMap((result, index) => (result.status === 'fulfilled' ? [index] : []));
      assert.equal(winners.length, 1, `${winners.length} of 20 believe that they made the object`);
      for (const result of results) {
        if (result.status === 'fulfilled') continue;
        assert.equal(HatcheryError.is(result.reason) ? result.reason.code : result.reason, 'OBJECT_EXISTS');
      }
      assert.ok((await contentOf(stores[0]!, 'race/one')).equals(bodies[winners[0]!]!), 'the bytes are not those of the winner');
      assert.deepEqual(await namesOf(stores[1]!), ['race/one']);
    },
  },
  {
    name: 'keeps one failure among many to itself',
    async run(place) {
      const store = await place.open();
      const results = await Promise.allSettled(
        Array.from({ length: 30 }, (_, index) => {
          const size = 10_000;
          return store.create(`n/${index}`, inPieces(sampleBytes(size, index)), createOptions({ size: index === 13 ? size + 1 : size }));
        }),
      );
      assert.deepEqual(results.flatMap((result, index) => (result.status === 'rejected' ? [index] : [])), [13]);
      assert.equal((await namesOf(store)).length, 29);
    },
  },
];
