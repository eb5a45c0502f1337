import assert from 'node:assert/strict';
import { HatcheryError, type ObjectStore } from '@hatchery/core';
import { contentOf, namesOf } from './sample.ts';

/** Fails unless an action rejects with a {@link HatcheryError}, of one of these codes if any are given. */
export async function expectFailure(action: () => Promise<unknown>, ...codes: string[]): Promise<HatcheryError> {
  const error = await action().then(
    () => assert.fail(`it succeeded; expected ${codes.join(' or ') || 'a failure'}`),
    (thrown: unknown) => thrown,
  );
  if (error instanceof assert.AssertionError) throw error;
  if (!HatcheryError.is(error)) assert.fail(`it threw what is no HatcheryError: ${String(error)}`);
  const isExpected = codes.length === 0 || codes.includes(error.code);
  assert.ok(isExpected, `expected ${codes.join(' or ')}, but got ${error.code}: ${error.message}`);
  return error;
}

/** Fails unless an object is there, whole, in every way a store can be asked. */
export async function expectObject(store: ObjectStore, name: string, bytes: Buffer): Promise<void> {
  const found = await store.stat(name);
  assert.ok(found, `stat does not know ${JSON.stringify(name)}`);
  assert.equal(found.name, name, 'stat gives another name');
  assert.equal(found.size, bytes.length, `stat gives another size for ${JSON.stringify(name)}`);
  const content = await contentOf(store, name);
  assert.ok(
    content.equals(bytes),
    `other bytes came back for ${JSON.stringify(name)}: ${content.length} of ${bytes.length}`,
  );
}

/** Fails if anything of an object can be seen. */
export async function expectNothing(store: ObjectStore, name: string): Promise<void> {
  assert.equal(await store.stat(name), undefined, `stat sees ${JSON.stringify(name)}`);
  assert.deepEqual(await namesOf(store), [], 'a listing shows something');
  await expectFailure(() => store.read(name), 'DESTINATION_FAILED');
}
