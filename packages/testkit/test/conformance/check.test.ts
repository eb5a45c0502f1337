import nodeTest from 'node:test';
import { type Check, type CheckRunner, describeChecks, runChecks } from '@hatchery/testkit';
import { expect } from 'chai';
import { check, notApplicable } from '../../src/conformance/check.ts';

/** A type error here means that Node's own runner no longer fits. */
const nodeRunner: CheckRunner = { describe: nodeTest.describe, it: nodeTest.it };

const checks: readonly Check[] = [
  check('contract', 'holds', () => Promise.resolve()),
  check('contract', 'does not hold', () => Promise.reject(new Error('seen this', { cause: new Error('due to that') }))),
  check('memory', 'does not concern', async () => notApplicable('there is no such thing')),
  check('errors', 'breaks', () => {
    throw new TypeError('a slip');
  }),
  check('listing', 'compares', () => Promise.reject(new Error('x'.repeat(10_000)))),
];

describe('checks', () => {
  it('tell each outcome, and go on after a failure', async () => {
    const results = await Array.fromAsync(runChecks(checks));
    expect(results.map(({ id, status }) => `${id} ${status}`)).to.deep.equal([
      'contract ok',
      'contract failed',
      'memory not applicable',
      'errors failed',
      'listing failed',
    ]);
    expect(results[1]?.seen).to.equal('seen this (due to that)');
    expect(results[2]?.seen).to.equal('there is no such thing');
    expect(results[4]?.seen).to.have.length.below(1_000);
    for (const { why, area } of results) expect([why.length, area.length].every((length) => length > 5)).to.equal(true);
  });

  it('are given to a test runner one by one; what does not concern the plugin passes', async () => {
    const given: { name: string; body: () => Promise<void> }[] = [];
    const names: string[] = [];
    describeChecks('a plugin', checks, {
      describe(name, body) {
        names.push(name);
        body();
      },
      it: (name, body) => given.push({ name, body }),
    });
    expect(names).to.deep.equal(['a plugin']);
    expect(given.map(({ name }) => name)).to.deep.equal(checks.map(({ name }) => name));
    const outcomes = await Promise.allSettled(given.map(({ body }) => body()));
    expect(outcomes.map(({ status }) => status)).to.deep.equal([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(nodeRunner.it).to.be.a('function');
  });
});
