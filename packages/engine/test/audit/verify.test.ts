import { expect } from 'chai';
import { HatcheryError } from '@hatchery/core';
import { run, type Stream, verifyStreams, type VerifyReport } from '@hatchery/engine';
import { ChecksumStore } from '../support/checksum-store.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { hour, pagesStream } from '../support/pages-stream.ts';
import { quickRetry, testStream } from '../support/test-stream.ts';

const clean = { differences: [], differenceCount: 0, errors: [] };

async function expectClean(streams: readonly Stream[], more: Partial<VerifyReport> = {}): Promise<void> {
  for (const deep of [false, true])
    expect(await verifyStreams(streams, { deep })).to.deep.include({ ...clean, ...more });
}

/** Breaks off before page 1 of the first `times` attempts. */
const breaks = (times: number) => {
  let attempts = 0;
  return () => (attempts++ < times ? 1 : -1);
};

describe('verifyStreams finds nothing', () => {
  for (const compress of ['none', 'gzip', 'zstd'] as const) {
    it(`after runs with compression ${compress}`, async () => {
      const store = new MemoryStore();
      const stream = pagesStream(store, { compress });
      for (const now of [0, 1, 2]) await run([stream], { now: hour(now) });
      await expectClean([stream], { objects: 9, entries: 15, open: 0, discarded: 0 });
      expect((await verifyStreams([stream])).bytes).to.be.greaterThan(9 * 500);
    });
  }

  for (const listed of [true, false]) {
    it(`in a store whose listings tell ${listed ? 'checksums' : 'none of its checksums'}`, async () => {
      const store = new ChecksumStore({ listed });
      const stream = pagesStream(store);
      await run([stream], { now: hour(0) });
      await expectClean([stream], { objects: 3 });
    });
  }

  it('where nothing ever ran', () => expectClean([pagesStream(new MemoryStore())], { objects: 0, entries: 0 }));

  for (const canRemove of [true, false]) {
    it(`after runs that broke off and were finished, in a store that can${canRemove ? '' : 'not'} remove`, async () => {
      const store = new MemoryStore();
      if (!canRemove) store.remove = undefined as never;
      let attempt = 0;
      const stream = testStream(store, {
        async collect({ pipe }) {
          attempt += 1;
          await pipe.spout(`attempt ${attempt}`);
          if (attempt < 3) throw new Error('cut');
        },
      });
      for (let i = 0; i < 3; i++) await run([stream], { now: hour(0) });
      await expectClean([stream], { objects: 1, discarded: canRemove ? 0 : 2 });
    });
  }

  it('after a break between two pages, resumed', async () => {
    const store = new MemoryStore();
    const stream = pagesStream(store, { breakAt: breaks(2) });
    for (let i = 0; i < 3; i++) await run([stream], { now: hour(0) });
    await expectClean([stream], { objects: 3, open: 0 });
  });

  it('among objects with names of the source, left by an attempt that broke off', async () => {
    const store = new MemoryStore();
    let attempt = 0;
    const stream = testStream(store, {
      async collect({ pipe }) {
        attempt += 1;
        await pipe.spout('named', { slug: `attempt-${attempt}` });
        if (attempt === 1) throw new Error('cut');
      },
    });
    await run([stream], { now: hour(0) });
    await expectClean([stream], { objects: 0, open: 1 });
    await run([stream], { now: hour(0) });
    await expectClean([stream], { objects: 1, discarded: 1, open: 0 });
  });

  it('while a window is open: its objects are neither missing nor unknown', async () => {
    const store = new MemoryStore();
    const stream = pagesStream(store, { breakAt: () => 1 });
    await run([stream], { now: hour(0) });
    await expectClean([stream], { objects: 1, open: 1 });
  });

  it('while a run is at work, whatever lands between listing and reading', async () => {
    const store = new MemoryStore();
    const stream = pagesStream(store);
    await run([stream], { now: hour(0) });
    let ran = false;
    store.before = async (operation, name) => {
      if (ran || operation !== 'list' || name === '') return;
      ran = true;
      await run([stream, pagesStream(store, { id: 'new' })], { now: hour(1) });
    };
    expect(await verifyStreams([stream])).to.deep.include({ ...clean, objects: 9 });
    expect(ran).to.equal(true);
  });

  it('while a run is at work, but what was there before', async () => {
    const store = new MemoryStore();
    const stream = pagesStream(store);
    await run([stream], { now: hour(0) });
    store.put('extra', 'x');
    let listings = 0;
    store.before = async (operation, name) => {
      if (operation !== 'list' || name !== '' || ++listings !== 2) return;
      await run([pagesStream(store, { id: 'new' })], { now: hour(1) });
    };
    const { differences } = await verifyStreams([stream]);
    expect(differences.map(({ kind, name }) => `${kind} ${name}`)).to.deep.equal(['unknown extra']);
    expect(listings).to.equal(2);
  });

  it('after backfills, done and broken off', async () => {
    const store = new MemoryStore();
    const stream = pagesStream(store);
    const broken = pagesStream(store, { breakAt: () => 1 });
    await run([stream], { now: hour(0), windows: [{ from: hour(-3), to: hour(-2) }] });
    await run([broken], { now: hour(0), windows: [{ from: hour(-2), to: hour(-1) }] });
    await expectClean([stream], { objects: 4, open: 1 });
  });

  it('for two streams at one destination, and one that the config has no more', async () => {
    const store = new MemoryStore();
    const streams = ['a', 'b', 'gone/ツ'].map((id) => pagesStream(store, { id, destination: store.bound() }));
    const [a, b] = streams.map((stream) => ({ ...stream, destination: streams[0]?.destination ?? stream.destination }));
    await run(streams, { now: hour(0) });
    await expectClean([a, b] as Stream[], { objects: 9 });
    await expectClean([a] as Stream[], { objects: 9 });
  });

  it('after the queue of a service was emptied', async () => {
    const store = new MemoryStore();
    const stream = testStream(store, {
      resume: 'queue',
      async collect({ pipe }) {
        for (const message of ['a', 'b', 'c']) await pipe.spout(message);
      },
    });
    await run([stream], { now: hour(0) });
    await expectClean([stream], { objects: 3 });
  });

  it('among files that other programs left in the ledger', async () => {
    const store = new MemoryStore();
    const stream = pagesStream(store);
    await run([stream], { now: hour(0) });
    store.put('_hatchery/ledger/test/commits/.DS_Store', 'x');
    store.put('_hatchery/check/left.txt', 'x');
    await expectClean([stream]);
  });
});

describe('verifyStreams, with ledgers apart from the data', () => {
  const apart = () => {
    const [data, other, ledger] = [new MemoryStore(), new MemoryStore(), new MemoryStore()];
    const bound = ledger.bound();
    const a = pagesStream(data, { id: 'a', ledger: bound });
    const b = pagesStream(other, { id: 'b', ledger: bound });
    const c = pagesStream(data, { id: 'c', destination: a.destination, ledger: bound });
    return { data, other, ledger, a, b, c };
  };

  it('finds nothing, whichever of the streams it is asked for', async () => {
    const { a, b, c } = apart();
    await run([a, b, c], { now: hour(0) });
    await expectClean([a, b, c], { objects: 9 });
    expect(await verifyStreams([a], { others: [b, c] })).to.deep.include({ ...clean, objects: 6 });
    expect(await verifyStreams([b], { others: [a, c] })).to.deep.include({ ...clean, objects: 3 });
  });

  it('knows what a stream landed that the config has no more, though not what it lost', async () => {
    const { data, a, b, c } = apart();
    await run([a, b, c], { now: hour(0) });
    expect(await verifyStreams([a], { others: [b] })).to.deep.include({ ...clean, objects: 6 });
    const [lost = ''] = [...data.landed].filter(([, text]) => text.startsWith('c,')).map(([name]) => name);
    await data.remove(lost);
    expect(await verifyStreams([a], { others: [b] })).to.deep.include({ ...clean, objects: 5 });
    const report = await verifyStreams([a], { others: [b, c] });
    expect(report.differences.map(({ kind, name }) => [kind, name])).to.deep.equal([['missing', lost]]);
  });

  it('reads a ledger that lay beside the data before, and data of others whose ledger lies here', async () => {
    const [data, elsewhere] = [new MemoryStore(), new MemoryStore()];
    const destination = data.bound();
    const before = pagesStream(data, { id: 'moved', destination });
    await run([before], { now: hour(0) });
    const moved = { ...before, ledger: new MemoryStore().bound() };
    const guest = pagesStream(elsewhere, { id: 'guest', ledger: destination });
    await run([moved, guest], { now: hour(1) });
    expect(await verifyStreams([moved, guest])).to.deep.include({ ...clean, objects: 9 });
  });
});

describe('verifyStreams', () => {
  it('goes on with other destinations when one cannot be read, and says why', async () => {
    const [broken, fine] = [new MemoryStore(), new MemoryStore()];
    const streams = [pagesStream(broken, { id: 'a' }), pagesStream(fine, { id: 'b' })];
    await run(streams, { now: hour(0), retry: quickRetry });
    broken.before = () => {
      throw new HatcheryError('DESTINATION_FAILED', 'no permission');
    };
    const report = await verifyStreams(streams);
    expect(report).to.deep.include({ objects: 3, differenceCount: 0 });
    expect(report.errors.map(({ message, context }) => [message, context['plugin'], context['phase']])).to.deep.equal([
      ['no permission', 'memory', 'verify'],
    ]);
  });

  it('names an object that cannot be read, and reads the others', async () => {
    const store = new MemoryStore();
    const stream = pagesStream(store);
    await run([stream], { now: hour(0) });
    const [locked = ''] = [...store.landed.keys()];
    store.before = (operation, name) => {
      if (operation === 'read' && name === locked) throw new HatcheryError('DESTINATION_FAILED', 'locked away');
    };
    const report = await verifyStreams([stream], { deep: true });
    expect(report.differences).to.deep.equal([
      { kind: 'unreadable', name: locked, detail: 'locked away', stream: 'test' },
    ]);
    expect(report.objects).to.equal(3);
  });

  it('stops when told, with the reason', async () => {
    const store = new MemoryStore();
    const stream = pagesStream(store, { pages: 50 });
    await run([stream], { now: hour(0) });
    const stop = new AbortController();
    const reason = new HatcheryError('CANCELLED', 'enough');
    let seen = 0;
    const verifying = verifyStreams([stream], {
      deep: true,
      signal: stop.signal,
      onObject: () => {
        if (++seen === 5) stop.abort(reason);
      },
    });
    expect(await verifying.catch((error: unknown) => error)).to.equal(reason);
    expect(seen).to.be.below(50);
  });

  it('tells of each object it looks at', async () => {
    const store = new MemoryStore();
    const stream = pagesStream(store);
    await run([stream], { now: hour(0) });
    const seen: string[] = [];
    let bytes = 0;
    const report = await verifyStreams([stream], {
      onObject: (name, size) => {
        seen.push(name);
        bytes += size;
      },
    });
    expect(seen).to.have.members([...store.landed.keys()]);
    expect(bytes).to.equal(report.bytes);
  });

  it('takes one listing, and one read for each entry, for 3,000 objects; deep, one more for each object', async () => {
    const store = new ChecksumStore();
    const stream = testStream(store, {
      resume: 'window',
      async collect({ pipe }) {
        for (let i = 0; i < 3_000; i++) await pipe.spout(`object ${i}`);
      },
    });
    await run([stream], { now: hour(0) });
    const calls = (operation: string) => store.calls.filter((call) => call.startsWith(operation)).length;
    store.calls.length = 0;
    expect(await verifyStreams([stream])).to.deep.include({ ...clean, objects: 3_000 });
    expect(calls('list')).to.equal(2);
    expect(calls('read')).to.equal(store.entries().length).and.be.at.most(10);
    expect(calls('stat')).to.equal(0);
    store.calls.length = 0;
    expect(await verifyStreams([stream], { deep: true })).to.deep.include({ ...clean, objects: 3_000 });
    expect(calls('read')).to.equal(3_000 + store.entries().length);
  }).timeout(60_000);

  it('reads a few objects at a time, however many there are', async () => {
    const store = new MemoryStore();
    const stream = testStream(store, {
      async collect({ pipe }) {
        for (let i = 0; i < 200; i++) await pipe.spout(`object ${i}`);
      },
    });
    await run([stream], { now: hour(0) });
    let reading = 0;
    let most = 0;
    store.before = async (operation) => {
      if (operation !== 'read') return;
      most = Math.max(most, ++reading);
      await new Promise(setImmediate);
      reading -= 1;
    };
    await verifyStreams([stream], { deep: true });
    expect(most).to.be.within(4, 32);
  });
});
