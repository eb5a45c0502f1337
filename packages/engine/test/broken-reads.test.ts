import { Readable } from 'node:stream';
import { expect } from 'chai';
import { HatcheryError } from '@hatchery/core';
import { run } from '@hatchery/engine';
import { MemoryStore } from './support/memory-store.ts';
import { noon, quickRetry, testStream } from './support/test-stream.ts';

/** A store whose reads break off in the middle, so many times. */
class BreakingStore extends MemoryStore {
  breaks = 0;

  override async read(name: string): Promise<Readable> {
    const whole = await super.read(name);
    if (this.breaks === 0) return whole;
    this.breaks -= 1;
    return Readable.from(
      (async function* half() {
        for await (const chunk of whole) yield (chunk as Buffer).subarray(0, 10);
        throw new HatcheryError('DESTINATION_FAILED', 'cut', { transient: true });
      })(),
      { objectMode: false },
    );
  }
}

describe('a read that breaks off', () => {
  it('is tried again, so that a stream finds the head of its ledger', async () => {
    const store = new BreakingStore();
    const stream = testStream(store, { collect: async ({ pipe }) => void (await pipe.spout('x')) });
    await run([stream], { now: noon });
    store.breaks = 3;
    const report = await run([stream], { now: new Date('2026-03-04T13:00:00Z'), retry: quickRetry });
    expect(report.streams[0]?.error).to.equal(undefined);
    expect(store.breaks).to.equal(0);
  });
});
