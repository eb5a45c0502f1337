import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { type Stream, readStatus, run, type StreamStatusReport, windowsToFill } from '@hatchery/engine';
import { MemoryStore } from '../support/memory-store.ts';
import { hour, pagesStream } from '../support/pages-stream.ts';
import { quickRetry, testStream } from '../support/test-stream.ts';

const statusOf = async (stream: Stream, now: Date): Promise<StreamStatusReport> => {
  const [status] = await readStatus([stream], now);
  if (status === undefined) throw new Error('no status');
  return status;
};

/** The service keeps its logs for an hour. */
function forgetful(store: MemoryStore): Stream {
  return testStream(store, {
    windows: { retention: '1h' },
    collect: async ({ pipe }) => void (await pipe.spout(`from ${pipe.window.from.toISOString()}`)),
  });
}

/** Covered until noon, and from two hours and a millisecond later on. */
async function withGap(store: MemoryStore): Promise<Stream> {
  const stream = forgetful(store);
  await run([stream], { now: hour(0) });
  await run([stream], { now: hour(3) });
  return stream;
}

const gap = { from: '2026-03-04T12:00:00.000Z', to: '2026-03-04T14:00:00.000Z' };

describe('readStatus', () => {
  it('knows nothing of a stream that never ran', async () => {
    const status = await statusOf(pagesStream(new MemoryStore(), { tags: ['x'] }), hour(0));
    expect(status).to.deep.equal({ id: 'test', tags: ['x'], gaps: [], openBackfills: [], objects: 0, bytes: 0 });
  });

  it('tells what is covered, how far that lies back, and what landed', async () => {
    const store = new MemoryStore();
    const stream = pagesStream(store);
    await run([stream], { now: hour(0) });
    await run([stream], { now: hour(1) });
    const status = await statusOf(stream, hour(3));
    expect(status).to.deep.include({
      coveredFrom: '2026-03-04T11:50:00.000Z',
      coveredUntil: '2026-03-04T13:00:00.000Z',
      lagMs: 2 * 3_600_000,
      gaps: [],
      objects: 6,
    });
    expect(status.bytes).to.equal([...store.landed.values()].join('').length);
    expect(status.lastCommit).to.equal(store.entries().at(-1)?.committedAt);
    const [newest = ''] = [...store.objects.keys()].filter((name) => name.startsWith('_hatchery/')).toSorted();
    const sha256 = createHash('sha256')
      .update(store.objects.get(newest)?.bytes ?? '')
      .digest('hex');
    expect(status.head).to.deep.equal({ sequence: 10, sha256 });
    expect(status).not.to.have.any.keys('openWindow', 'heldBy', 'losesFrom', 'error');
    expect((await statusOf(stream, hour(-5))).lagMs, 'of a clock that was set back').to.equal(0);
  });

  it('shows a gap where the service no longer kept what was due, in every status since', async () => {
    const store = new MemoryStore();
    const stream = await withGap(store);
    expect((await statusOf(stream, hour(3))).gaps).to.deep.equal([gap]);
    await run([stream], { now: hour(3.5) });
    expect((await statusOf(stream, hour(4))).gaps).to.deep.equal([gap]);
    await run([stream], { now: hour(9) });
    expect((await statusOf(stream, hour(9))).gaps).to.have.length(2);
  });

  it('shows a gap already while the window behind it is open', async () => {
    const store = new MemoryStore();
    await run([forgetful(store)], { now: hour(0) });
    const broken = testStream(store, { windows: { retention: '1h' }, collect: () => Promise.reject(new Error('cut')) });
    await run([broken], { now: hour(3) });
    const status = await statusOf(broken, hour(3));
    expect(status.gaps).to.deep.equal([gap]);
    expect(status.openWindow).to.deep.equal({ from: gap.to, to: '2026-03-04T15:00:00.000Z' });
    expect(status).not.to.have.property('heldBy');
  });

  it('shows no gap any more once it is filled, and only the rest while it is filled in part', async () => {
    const store = new MemoryStore();
    const stream = await withGap(store);
    const part = { from: hour(1), to: new Date('2026-03-04T13:30:00Z') };
    await run([stream], { now: hour(3), windows: [part] });
    const status = await statusOf(stream, hour(3));
    expect(status.gaps).to.deep.equal([
      { from: gap.from, to: '2026-03-04T13:00:00.000Z' },
      { from: '2026-03-04T13:30:00.000Z', to: gap.to },
    ]);
    expect(status.objects).to.equal(3);
    await run([stream], { now: hour(3), windows: new Map([[stream.id, windowsToFill(status)]]) });
    expect((await statusOf(stream, hour(3))).gaps).to.deep.equal([]);
    expect((await statusOf(stream, hour(3))).coveredUntil).to.equal('2026-03-04T15:00:00.000Z');
  });

  it('shows a backfill that broke off, does not take it for filled, and says how to finish it without asking twice', async () => {
    const store = new MemoryStore();
    await withGap(store);
    let broken = true;
    const seen: string[] = [];
    const stream = testStream(store, {
      windows: { retention: '1h' },
      async collect({ pipe }) {
        seen.push(`${pipe.window.from.toISOString()} ${pipe.window.to.toISOString()}`);
        if (broken) throw new Error('cut');
      },
    });
    await run([stream], { now: hour(3), windows: [{ from: hour(1), to: hour(2) }] });
    const status = await statusOf(stream, hour(3));
    expect(status.gaps).to.deep.equal([gap]);
    expect(status.openBackfills).to.deep.equal([{ from: hour(1).toISOString(), to: hour(2).toISOString() }]);
    broken = false;
    seen.length = 0;
    await run([stream], { now: hour(3), windows: new Map([[stream.id, windowsToFill(status)]]) });
    expect(seen).to.deep.equal([
      `${gap.from} ${hour(1).toISOString()}`,
      `${hour(1).toISOString()} ${hour(2).toISOString()}`,
    ]);
    expect(await statusOf(stream, hour(3))).to.deep.include({ gaps: [], openBackfills: [] });
  });

  it('names who is at work, and nobody once that run has let go', async () => {
    const store = new MemoryStore();
    const inside = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const stream = testStream(store, {
      async collect() {
        inside.resolve();
        await gate.promise;
      },
    });
    const running = run([stream], { now: hour(0) });
    await inside.promise;
    const status = await statusOf(stream, hour(0));
    expect(status.heldBy?.holder).to.include(`process ${process.pid}`);
    expect(status.openWindow).to.deep.equal({ from: '2026-03-04T11:50:00.000Z', to: hour(0).toISOString() });
    gate.resolve();
    await running;
    expect(await statusOf(stream, hour(0))).not.to.have.any.keys('heldBy', 'openWindow');
  });

  it('names nobody whose lease has ended', async () => {
    const store = new MemoryStore();
    const stream = pagesStream(store, { breakAt: () => 0 });
    await run([stream], { now: hour(0) });
    const [head = ''] = [...store.objects.keys()].filter((name) => name.includes('/commits/')).toSorted();
    const lease = (until: Date): object => ({
      holder: 'elsewhere',
      since: hour(0).toISOString(),
      until: until.toISOString(),
    });
    const put = (until: Date): void =>
      store.put(head, JSON.stringify({ ...store.entries().at(-1), lease: lease(until) }));
    put(new Date(Date.now() + 3_600_000));
    expect((await statusOf(stream, hour(0))).heldBy).to.include({ holder: 'elsewhere' });
    put(new Date(Date.now() - 1));
    expect(await statusOf(stream, hour(0))).not.to.have.property('heldBy');
  });

  it('tells from when on something is lost for good', async () => {
    const store = new MemoryStore();
    const stream = forgetful(store);
    await run([stream], { now: hour(0) });
    expect((await statusOf(stream, hour(0))).losesFrom).to.equal(hour(1).toISOString());
    const fresh = new MemoryStore();
    const never = testStream(fresh, { windows: { retention: '1h' }, collect: () => Promise.reject(new Error('cut')) });
    await run([never], { now: hour(0) });
    expect((await statusOf(never, hour(0))).losesFrom, 'the first window is open').to.equal('2026-03-04T12:50:00.000Z');
  });

  it('reads the ledger where it lies, if not beside the data', async () => {
    const ledger = new MemoryStore();
    const stream = pagesStream(new MemoryStore(), { ledger: ledger.bound() });
    await run([stream], { now: hour(0) });
    expect(await statusOf(stream, hour(0))).to.include({ objects: 3, coveredUntil: hour(0).toISOString() });
  });

  it('reports what it cannot read, and reads the rest', async () => {
    const broken = new MemoryStore();
    const fine = new MemoryStore();
    const streams = [
      pagesStream(broken, { id: 'broken' }),
      pagesStream(fine, { id: 'fine' }),
      pagesStream(fine, { id: 'torn' }),
    ];
    await run(streams, { now: hour(0), retry: quickRetry });
    broken.before = () => {
      throw Object.assign(new Error('no such bucket'), { code: 403 });
    };
    const [head = ''] = [...fine.objects.keys()].filter((name) => name.includes('/torn/')).sort();
    fine.put(head, '{ "version": 1');
    const [first, second, third] = await readStatus(streams, hour(1));
    expect(first?.error).to.include({ code: 'DESTINATION_FAILED' });
    expect(first?.error?.context).to.include({ stream: 'broken', phase: 'status' });
    expect(second).to.include({ objects: 3 }).and.not.to.have.property('error');
    expect(third?.error?.code).to.equal('LEDGER_CORRUPT');
  });

  it('reads one entry of each of 300 backfills, and a few at once', async () => {
    const store = new MemoryStore();
    const stream = pagesStream(store, { pages: 1 });
    await run([stream], { now: hour(0) });
    const windows = Array.from({ length: 300 }, (_, n) => ({ from: hour(-400 + n), to: hour(-399 + n) }));
    await run([stream], { now: hour(0), windows });
    store.calls.length = 0;
    let reading = 0;
    let most = 0;
    store.before = async (operation) => {
      if (operation !== 'read') return;
      most = Math.max(most, ++reading);
      await new Promise(setImmediate);
      reading -= 1;
    };
    expect((await statusOf(stream, hour(0))).objects).to.equal(301);
    expect(store.calls.filter((call) => call.startsWith('list'))).to.have.length(2);
    expect(store.calls.filter((call) => call.startsWith('read'))).to.have.length(301);
    expect(most).to.be.within(2, 16);
  });
});
