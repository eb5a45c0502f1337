import { expect } from 'chai';
import { type CheckContext, Secret } from '@hatchery/core';
import { checkStreams } from '@hatchery/engine';
import { MemoryStore } from './support/memory-store.ts';
import { testStream } from './support/test-stream.ts';
import { expectViolation } from './support/violation-of.ts';

async function check(own: (context: CheckContext<unknown>) => unknown) {
  const store = new MemoryStore();
  const definition = { collect: async () => {}, check: own as never };
  const fine = testStream(store, { collect: async () => {}, check: async () => {} }, { id: 'fine' });
  const [checked, other] = await checkStreams([testStream(store, definition), fine]);
  expect(other?.source.status).to.equal('ok');
  if (checked === undefined) throw new Error('nothing was checked');
  return checked.source;
}

describe('a check that breaks the contract', () => {
  for (const [what, deed, own] of [
    ['says no without throwing', 'returned a boolean from check', async () => false],
    ['says yes in words', 'returned a string from check', async () => 'ok'],
    ['does not wait for its answer', 'returned nothing from check in place of a promise', () => {}],
    ['answers at once', 'returned a boolean from check in place of a promise', () => true],
  ] as const) {
    it(`is told so when it ${what}`, async () => {
      const outcome = await check(own);
      const error = outcome.status === 'failed' ? { error: outcome.error } : {};
      expectViolation({ status: outcome.status as never, ...error }, 'check-throws-to-say-no', deed);
    });
  }

  it('says no by throwing, also what is no error', async () => {
    const secret = new Secret('kanarienvogel-7');
    const outcomes = [
      await check(() => Promise.reject(new Error('401'))),
      await check(() => Promise.reject(`refused ${secret.reveal()}`)),
    ];
    const messages = outcomes.map((outcome) => (outcome.status === 'failed' ? outcome.error.message : outcome.status));
    expect(messages).to.deep.equal([
      'The source failed: 401',
      'The source threw refused [secret], which is not an Error.',
    ]);
  });
});
