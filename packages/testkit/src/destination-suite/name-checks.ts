import assert from 'node:assert/strict';
import { HatcheryError, type ObjectStore } from '@hatchery/core';
import type { DestinationCheck } from './place-under-test.ts';
import { expectFailure, expectObject } from './expectations.ts';
import { doubtfulNames, hostileNames, unusualNames } from './sample-names.ts';
import { createOptions, inPieces, namesOf, put } from './sample.ts';

/** Every name is kept as it is, or refused. */
export const nameChecks: DestinationCheck[] = [
  {
    name: 'keeps unusual names apart, and gives them back as they were',
    async run(place) {
      const store = await place.open();
      for (const name of unusualNames) await put(store, name, `bytes of ${name}`);
      for (const name of unusualNames) await expectObject(store, name, Buffer.from(`bytes of ${name}`));
      assert.deepEqual(new Set(await namesOf(store)), new Set(unusualNames));
      for (const name of unusualNames) {
        const listed = await namesOf(store, name);
        assert.ok(listed.includes(name), `a listing by prefix does not know ${JSON.stringify(name)}`);
      }
    },
  },
  {
    name: 'keeps control characters and backslashes in names, or refuses the names',
    async run(place) {
      const store = await place.open();
      const kept: string[] = [];
      for (const name of doubtfulNames) {
        if (!(await isRefused(() => put(store, name, `bytes of ${name}`)))) kept.push(name);
      }
      for (const name of kept) await expectObject(store, name, Buffer.from(`bytes of ${name}`));
      assert.deepEqual(new Set(await namesOf(store)), new Set(kept));
    },
  },
  {
    name: 'keeps long names',
    async run(place) {
      const store = await place.open();
      const name = longName(place.options.longestName);
      await put(store, name, 'far away');
      await expectObject(store, name, Buffer.from('far away'));
      assert.deepEqual(await namesOf(store), [name]);
    },
  },
  ...hostileNames.map((name): DestinationCheck => ({
    name: `refuses the name ${JSON.stringify(name.length > 40 ? `${name.slice(0, 20)}… (${name.length} characters)` : name)}`,
    async run(place) {
      const store = await place.open();
      const body = inPieces(Buffer.from('hostile'));
      await expectFailure(() => store.create(name, body, createOptions()), 'OBJECT_NAME_REFUSED');
      assert.ok(body.destroyed, 'the body was left open');
      await expectUnknown(store, name);
      assert.deepEqual(await namesOf(store), [], 'something was made');
    },
  })),
];

/** A name that can be no object's may be refused or unknown, and must do no harm. */
async function expectUnknown(store: ObjectStore, name: string): Promise<void> {
  await expectFailure(() => store.read(name), 'OBJECT_NAME_REFUSED', 'DESTINATION_FAILED');
  await isRefused(async () => assert.equal(await store.stat(name), undefined));
  await isRefused(async () => store.remove?.(name));
  await isRefused(async () => assert.deepEqual(name === '' ? [] : await namesOf(store, name), []));
}

async function isRefused(action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action();
    return false;
  } catch (error) {
    if (HatcheryError.is(error) && error.code === 'OBJECT_NAME_REFUSED') return true;
    throw error;
  }
}

function longName(length: number): string {
  const parts = 'x'.repeat(length).match(/.{1,200}/g) ?? [];
  return parts.join('/').slice(0, length).replace(/\/$/, 'x');
}
