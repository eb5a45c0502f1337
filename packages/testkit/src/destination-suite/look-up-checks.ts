import assert from 'node:assert/strict';
import type { DestinationCheck } from './place-under-test.ts';
import { expectFailure, expectNothing, expectObject } from './expectations.ts';
import { namesOf, put } from './sample.ts';

/** What is not there, and what is taken away. */
export const lookUpChecks: DestinationCheck[] = [
  {
    name: 'knows nothing of what is not there',
    async run(place) {
      const store = await place.open();
      await expectNothing(store, 'missing');
      await expectNothing(store, 'no/such/folder/missing');
      await put(store, 'a/b', 'there');
      for (const name of ['a', 'a/b/c', 'a/bb', 'a/B']) {
        assert.equal(await store.stat(name), undefined, `stat sees ${name}`);
        await expectFailure(() => store.read(name), 'DESTINATION_FAILED');
      }
    },
  },
  {
    name: 'tells the time of creation, if it tells one, and the same of an object each time',
    async run(place) {
      const store = await place.open();
      const created = await put(store, 'timed');
      const found = await store.stat('timed');
      const [listed] = await Array.fromAsync(store.list('timed'));
      // What a listing does not tell, it may leave out; what it tells must be the same.
      assert.deepEqual({ ...listed, checksum: listed?.checksum ?? found?.checksum }, { checksum: undefined, ...found });
      assert.equal(found?.checksum, created.checksum);
      if (found?.createdAt !== undefined) assert.ok(Math.abs(found.createdAt.getTime() - Date.now()) < 3_600_000);
    },
  },
  {
    name: 'removes what it is told to, if it can remove, and nothing else',
    async run(place) {
      const store = await place.open();
      if (store.remove === undefined) return;
      await put(store, 'a/one', 'first');
      await put(store, 'a/two', 'stays');
      await store.remove('a/one');
      await store.remove('a/one');
      await store.remove('never/was');
      await store.remove('a');
      assert.deepEqual(await namesOf(store), ['a/two']);
      assert.equal(await store.stat('a/one'), undefined);
      await put(store, 'a/one', 'second');
      await expectObject(store, 'a/one', Buffer.from('second'));
    },
  },
];
