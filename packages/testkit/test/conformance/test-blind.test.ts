import { defineDestination, defineSource, HatcheryError, secret, z } from '@hatchery/core';
import { type Check, runChecks, testDestinationBlind, testSourceBlind } from '@hatchery/testkit';
import { expect } from 'chai';
import { MemoryPlace, MemoryStore } from './fixtures/memory-store.ts';
import { tinySource } from './tiny-source.ts';

describe('testSourceBlind', () => {
  it('finds nothing wrong with a correct source', async () => {
    const results = await resultsOf(testSourceBlind(tinySource()));
    expect(results.filter(({ status }) => status !== 'ok')).to.deep.equal([]);
    expect(results).to.have.length.above(12);
  });

  it('sends nothing to where a source believes its service to be', async () => {
    const asked: string[] = [];
    const elsewhere = defineSource({
      config: z.strictObject({ token: secret().describe('The token of it.') }),
      async collect({ config, pipe }) {
        asked.push(
          await fetch('http://service.invalid/events', { signal: pipe.signal }).then(
            ({ status }) => String(status),
            (error: unknown) => String((error as Error).cause),
          ),
        );
        const answer = await pipe.http({ url: 'https://service.invalid/events', auth: { bearer: config.token } });
        await answer.json();
      },
    });
    const results = await resultsOf(testSourceBlind(elsewhere));
    expect(results.filter(({ status }) => status === 'failed')).to.deep.equal([]);
    expect(asked).to.include('401').and.include('500');
    expect(asked.join()).not.to.include('ENOTFOUND');
  });

  it('finds what can be found without knowing the API', async () => {
    const careless = tinySource({
      async collect({ config, pipe }) {
        const answer = await fetch(`${config.baseUrl}/events`).catch(() => undefined);
        pipe.log.info('asked', { answer: answer?.status, with: config.token.reveal() });
        await Promise.reject('no');
      },
    });
    const failed = (await resultsOf(testSourceBlind(careless))).filter(({ status }) => status === 'failed');
    expect([...new Set(failed.map(({ id }) => id))]).to.have.members(['abort', 'hostile', 'secrets-hidden']);
  });

  it('says so where it can make up no options', async () => {
    const picky = defineSource({
      config: z.strictObject({
        code: z
          .string()
          .regex(/^[A-Z]{3}-\d{9}$/)
          .describe('A code of its own.'),
      }),
      collect: () => Promise.resolve(),
    });
    const results = await resultsOf(testSourceBlind(picky));
    expect(results.find(({ id }) => id === 'hostile')).to.include({ status: 'not applicable' });
  });
});

describe('testDestinationBlind', () => {
  it('finds nothing wrong with a correct destination', async () => {
    const correct = defineDestination({
      config: z.strictObject({ bucket: z.string().min(3).describe('The bucket.') }),
      open: () => Promise.resolve(new MemoryStore(new MemoryPlace())),
    });
    const failed = (await resultsOf(testDestinationBlind(correct))).filter(({ status }) => status === 'failed');
    expect(failed).to.deep.equal([]);
  });

  it('finds one that throws what it likes, with its key', async () => {
    const careless = defineDestination({
      config: z.strictObject({ key: secret().describe('The key of it.'), endpoint: z.url().describe('Where it is.') }),
      async open({ config }) {
        const { status } = await fetch(config.endpoint).catch(() => ({ status: 0 }));
        if (status === 500) throw new HatcheryError('DESTINATION_FAILED', `It is down, ${config.key.reveal()}.`);
        throw new Error('no');
      },
    });
    const failed = (await resultsOf(testDestinationBlind(careless))).filter(({ status }) => status === 'failed');
    expect([...new Set(failed.map(({ id }) => id))]).to.have.members(['hostile', 'secrets-hidden']);
  });
});

async function resultsOf(checks: readonly Check[]) {
  return Array.fromAsync(runChecks(checks));
}
