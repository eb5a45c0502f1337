import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DestinationFactory, HatcheryError, type ObjectStore, defineDestination, secret, z } from '@hatchery/core';
import { type Check, describeChecks, type DestinationConformance, runChecks, testDestination } from '@hatchery/testkit';
import { expect } from 'chai';
import { brokenStores } from './broken/stores.ts';
import carelessFiles from './fixtures/careless-files.ts';
import { MemoryPlace, MemoryStore } from './fixtures/memory-store.ts';

const key = 'memory-canary/8+4=2_3';

const options = z.strictObject({
  place: z.custom<MemoryPlace>((value) => value instanceof MemoryPlace).describe('What is shared.'),
  apiKey: secret().describe('What the place wants to see.'),
});

/** The destination of a kind of store. */
function inMemory(Store: new (place: MemoryPlace) => ObjectStore): DestinationFactory<never> {
  return defineDestination({
    config: options,
    async open({ config }) {
      if (config.apiKey.reveal() !== key) throw new HatcheryError('UNAUTHORIZED', 'The memory is not yours.');
      return new Store(config.place);
    },
  });
}

const conformance: DestinationConformance = {
  leaveOut: { killed: 'memory ends with its process' },
  async place() {
    const place = new MemoryPlace();
    return {
      config: { place, apiKey: key },
      badConfig: { place, apiKey: 'another-canary/1+2' },
      stall: async () => place.stall(),
    };
  },
};

describe('testDestination', () => {
  describeChecks(
    'finds nothing wrong with a store that keeps the contract:',
    testDestination(inMemory(MemoryStore), conformance),
    { describe, it },
  );

  for (const { breaks, store, patience } of brokenStores) {
    it(`finds the store that ${words(store.name)}, and nothing else wrong with it`, async () => {
      const found = await failures(
        testDestination(inMemory(store), { ...conformance, ...(patience !== undefined && { patience }) }),
      );
      expect(Object.keys(found), JSON.stringify(found, undefined, 1)).to.have.members(breaks);
    });
  }

  it('notices one that leaves cut objects when its process is killed', async () => {
    const check = testDestination(carelessFiles, {
      kills: 30,
      module: new URL('./fixtures/careless-files.ts', import.meta.url).href,
      async place() {
        const root = await mkdtemp(join(tmpdir(), 'hatchery-careless-'));
        return { config: { root }, dispose: () => rm(root, { recursive: true }) };
      },
    }).find(({ id }) => id === 'killed');
    const failure = await check?.run().catch((error: unknown) => error);
    expect(failure).to.be.an.instanceOf(Error);
    expect((failure as Error).message).to.match(/other bytes than were written/);
  });

  it('says so when a place lacks what a check needs', async () => {
    const place = async () => ({ config: { place: new MemoryPlace(), apiKey: key } });
    const checks = testDestination(inMemory(MemoryStore), { place }).filter(({ id }) =>
      ['backpressure', 'killed'].includes(id),
    );
    const results = await Promise.allSettled(checks.map((check) => check.run()));
    expect(
      results.map((result) => (result.status === 'rejected' ? String(result.reason) : 'passed')).join('\n'),
    ).to.match(/leave out "backpressure"[^]*leave out "killed"/);
  });

  it('closes the stores and removes the place, also after a failure', async () => {
    const happened: string[] = [];
    class Closing extends MemoryStore {
      async close(): Promise<void> {
        happened.push('closed');
      }
      override stat(): Promise<never> {
        throw new Error('broken');
      }
    }
    const place = async () => ({
      config: { place: new MemoryPlace(), apiKey: key },
      dispose: async () => void happened.push('removed'),
    });
    const check = testDestination(inMemory(Closing), { place }).find(({ id }) => id === 'objects-whole');
    expect(await check?.run().catch(String)).to.equal('Error: broken');
    expect(happened).to.deep.equal(['closed', 'removed']);
  });
});

/** What was seen, by the rule that is broken. */
async function failures(checks: readonly Check[]): Promise<Record<string, string>> {
  const results = await Promise.all(checks.map((check) => Array.fromAsync(runChecks([check]))));
  const failed = results.flat().filter(({ status }) => status === 'failed');
  return Object.fromEntries(failed.map(({ id, name, seen }) => [id, `${name}: ${seen}`]));
}

function words(name: string): string {
  return name.replaceAll(/(?<!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();
}
