import { expect } from 'chai';
import { HatcheryError, type Pipe } from '@hatchery/core';
import { run, type RunEvent } from '@hatchery/engine';
import { httpServer, ok } from './support/http-server.ts';
import { MemoryStore } from './support/memory-store.ts';
import { noon, testStream } from './support/test-stream.ts';

describe('run', () => {
  it('lands what a source spouts, byte for byte, under the name of the original', async () => {
    const store = new MemoryStore();
    const stream = testStream(store, {
      async collect({ pipe }) {
        await pipe.spout('{"a":1}', { schemaHint: 'audit' });
        await pipe.spout('{"a":2}\n{"a":3}\n');
      },
    });
    const report = await run([stream], { now: noon });
    expect(report.streams[0]).to.include({ status: 'completed', objectCount: 2, bytes: 23 });
    const names = [...store.landed.keys()];
    expect(names[0]).to.match(/^audit\/2026\/03\/04\/12\/20260304T120000_[0-9a-z]{8}_0000\.json$/);
    expect(names[1]).to.match(/^2026\/03\/04\/12\/20260304T120000_[0-9a-z]{8}_0001\.jsonl$/);
    expect([...store.landed.values()]).to.deep.equal(['{"a":1}', '{"a":2}\n{"a":3}\n']);
  });

  it('writes a chain: the window it means to cover, then what it landed', async () => {
    const store = new MemoryStore();
    const stream = testStream(store, { collect: async ({ pipe }) => void (await pipe.spout('x')) });
    await run([stream], { now: noon });
    const [intent, complete, ...more] = store.entries();
    expect(more).to.deep.equal([]);
    expect(intent).to.deep.include({ kind: 'intent', sequence: 1, previous: null });
    expect(intent?.window).to.deep.equal({ from: '2026-03-04T11:50:00.000Z', to: '2026-03-04T12:00:00.000Z' });
    expect(complete).to.deep.include({ kind: 'complete', sequence: 2, coveredUntil: '2026-03-04T12:00:00.000Z' });
    expect(complete?.previous).to.match(/^[0-9a-f]{64}$/);
    expect(complete?.versions).to.deep.equal({ 'hatchery-source-test': '4.5.6', memory: '1.2.3' });
  });

  it('has an id, in its report and in the ledger; one can be given', async () => {
    const store = new MemoryStore();
    const stream = testStream(store, { collect: async () => {} });
    const { run: made } = await run([stream], { now: noon });
    const { run: given } = await run([stream], { id: 'run-42', now: new Date('2026-03-04T13:00:00Z') });
    expect(made).to.match(/^[0-9a-f-]{36}$/);
    expect(given).to.equal('run-42');
    expect(store.entries().map((entry) => entry.run)).to.deep.equal([made, made, given, given]);
  });

  it('tells how requests ended, and of which stream they were', async () => {
    await using server = await httpServer(ok());
    const events: RunEvent[] = [];
    const stream = testStream(new MemoryStore(), {
      collect: async ({ pipe }) => void (await pipe.http(`${server.url}/logs`)),
    });
    await run([stream], { now: noon, onEvent: (event) => events.push(event) });
    const told = events.filter(({ type }) => type === 'request' || type === 'response');
    expect(told.map(({ type }) => type)).to.deep.equal(['request', 'response']);
    expect(told[1]).to.include({ stream: 'test', method: 'GET', url: `${server.url}/logs`, attempt: 1, status: 200 });
  });

  it('gives the next run the checkpoint and the time since the last one', async () => {
    const store = new MemoryStore();
    const seen: unknown[] = [];
    const stream = testStream(store, {
      async collect({ pipe }) {
        seen.push([pipe.checkpoint, pipe.window.from.toISOString(), pipe.window.to.toISOString()]);
        await pipe.commit({ cursor: '9007199254740993', again: [null, 'ünï\u0000'] });
      },
    });
    await run([stream], { now: noon });
    await run([stream], { now: new Date('2026-03-04T13:00:00Z') });
    expect(seen).to.deep.equal([
      [undefined, '2026-03-04T11:50:00.000Z', '2026-03-04T12:00:00.000Z'],
      [
        { cursor: '9007199254740993', again: [null, 'ünï\u0000'] },
        '2026-03-04T12:00:00.000Z',
        '2026-03-04T13:00:00.000Z',
      ],
    ]);
  });

  it('drops the checkpoint of a finished window when it means a place inside the window', async () => {
    const store = new MemoryStore();
    const seen: unknown[] = [];
    const stream = testStream(store, {
      resume: 'window',
      async collect({ pipe }) {
        seen.push(pipe.checkpoint);
        await pipe.commit('page 2');
      },
    });
    await run([stream], { now: noon });
    await run([stream], { now: new Date('2026-03-04T13:00:00Z') });
    expect(seen).to.deep.equal([undefined, undefined]);
  });

  it('finishes a broken window before the next one, with the same names and no second copy', async () => {
    const store = new MemoryStore();
    let isBroken = true;
    const windows: string[] = [];
    const stream = testStream(store, {
      resume: 'window',
      async collect({ pipe }) {
        windows.push(`${pipe.window.to.toISOString()} ${String(pipe.checkpoint)}`);
        for (const page of ['a', 'b', 'c'].slice(Number(pipe.checkpoint ?? 0))) {
          await pipe.spout(`${page} of ${pipe.window.to.toISOString()}`);
          if (page === 'b' && isBroken) throw new Error('cut');
          await pipe.commit(page.charCodeAt(0) - 96);
        }
      },
    });
    const broken = await run([stream], { now: noon });
    expect(broken.streams[0]).to.include({ status: 'failed' });
    expect(broken.streams[0]?.error?.code).to.equal('SOURCE_FAILED');
    isBroken = false;
    const mended = await run([stream], { now: new Date('2026-03-04T13:00:00Z') });
    expect(mended.streams[0]).to.include({ status: 'completed', objectCount: 5 });
    expect(windows).to.deep.equal([
      '2026-03-04T12:00:00.000Z undefined',
      '2026-03-04T12:00:00.000Z 1',
      '2026-03-04T13:00:00.000Z undefined',
    ]);
    const bodies = [...store.landed.values()];
    expect(bodies.filter((body) => body.endsWith('12:00:00.000Z'))).to.have.members(
      ['a', 'b', 'c'].map((page) => `${page} of 2026-03-04T12:00:00.000Z`),
    );
    expect(bodies).to.have.length(6);
  });

  for (const canRemove of [true, false]) {
    it(`lets what broken attempts left not count, in a store that can${canRemove ? '' : 'not'} remove it`, async () => {
      const store = new MemoryStore();
      if (!canRemove) store.remove = undefined as never;
      let attempt = 0;
      const stream = testStream(store, {
        async collect({ pipe }) {
          attempt += 1;
          await pipe.spout(`attempt ${attempt}`);
          if (attempt < 3) await pipe.spout(`more of attempt ${attempt}`, { schemaHint: `hint-${attempt}` });
          if (attempt < 3) throw new Error('cut');
        },
      });
      for (let i = 0; i < 3; i++) await run([stream], { now: noon });
      const last = store.entries().at(-1) as { objects: { name: string }[]; discarded: string[] };
      expect(last.objects.map(({ name }) => store.landed.get(name))).to.deep.equal(['attempt 3']);
      expect(last.discarded).to.have.length(4);
      expect(store.landed.size).to.equal(canRemove ? 1 : 5);
    });
  }

  it('keeps what counts when a broken window is finished', async () => {
    const store = new MemoryStore();
    let attempt = 0;
    const stream = testStream(store, {
      resume: 'window',
      async collect({ pipe }) {
        attempt += 1;
        if (pipe.checkpoint === undefined) {
          await pipe.spout('committed');
          await pipe.commit('second page');
        }
        await pipe.spout(`attempt ${attempt}`);
        if (attempt === 1) throw new Error('cut');
      },
    });
    for (let i = 0; i < 2; i++) await run([stream], { now: noon });
    expect([...store.landed.values()]).to.deep.equal(['committed', 'attempt 2']);
  });

  it('reports every failure, and lets the other streams go on', async () => {
    const store = new MemoryStore();
    const fail = (id: string, thrown: unknown) => testStream(store, { collect: () => Promise.reject(thrown) }, { id });
    const fine = testStream(store, { collect: async ({ pipe }) => void (await pipe.spout('fine')) }, { id: 'fine' });
    const report = await run(
      [fail('a', new Error('one')), fine, fail('b', 'two'), fail('c', new HatcheryError('X', 'three'))],
      { now: noon, concurrency: 1 },
    );
    expect(report.streams.map(({ id, status, error }) => [id, status, error?.code])).to.deep.equal([
      ['a', 'failed', 'SOURCE_FAILED'],
      ['fine', 'completed', undefined],
      ['b', 'failed', 'SOURCE_FAILED'],
      ['c', 'failed', 'X'],
    ]);
  });

  it('leaves a stream alone that another run is at work on, saying who and since when', async () => {
    const store = new MemoryStore();
    const inside = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const stream = testStream(store, {
      async collect({ pipe }) {
        inside.resolve();
        await gate.promise;
        await pipe.spout('once');
      },
    });
    const first = run([stream], { now: noon });
    await inside.promise;
    const second = await run([stream], { now: noon });
    expect(second.streams[0]?.status).to.equal('held');
    expect(second.streams[0]?.error?.message).to.match(/held by another run \(.+, process \d+\) since 2/);
    gate.resolve();
    expect((await first).streams[0]?.status).to.equal('completed');
    expect([...store.landed.values()]).to.deep.equal(['once']);
  });

  it('keeps a run that was paused, and lost its stream meanwhile, from committing', async () => {
    const store = new MemoryStore();
    const inside = Promise.withResolvers<void>();
    const wakes = Promise.withResolvers<void>();
    const collect =
      (text: string, paused: boolean) =>
      async ({ pipe }: { pipe: Pipe }) => {
        await pipe.spout(text);
        if (paused) {
          store.before = async (operation, name) => {
            if (operation === 'create' && name.includes('/ledger/')) await wakes.promise;
          };
          inside.resolve();
          await wakes.promise;
        }
      };
    const paused = run([testStream(store, { collect: collect('paused', true) })], { now: noon, leaseMs: 1 });
    await inside.promise;
    store.before = () => {};
    let second = await run([testStream(store, { collect: collect('second', false) })], { now: noon });
    while (second.streams[0]?.status === 'held')
      second = await run([testStream(store, { collect: collect('second', false) })], { now: noon });
    expect(second.streams[0]?.status).to.equal('completed');
    wakes.resolve();
    expect((await paused).streams[0]?.status).to.equal('held');
    expect([...store.landed.values()]).to.deep.equal(['second']);
  });

  it('lets one of two runs win that take over a broken window at the same moment', async () => {
    const store = new MemoryStore();
    await run([testStream(store, { collect: () => Promise.reject(new Error('leaves its window open')) })], {
      now: noon,
    });
    const both = Promise.withResolvers<void>();
    let reading = 0;
    store.before = async (operation, name) => {
      if (operation !== 'read' || !name.includes('/ledger/')) return;
      reading += 1;
      if (reading === 2) both.resolve();
      await both.promise;
    };
    const stream = testStream(store, { collect: async ({ pipe }) => void (await pipe.spout('same')) });
    const reports = await Promise.all([run([stream], { now: noon }), run([stream], { now: noon })]);
    expect(reports.map(({ streams }) => streams[0]?.status)).to.have.members(['completed', 'held']);
    expect(store.landed.size).to.equal(1);
  });

  it('renews its hold while a source takes its time', async () => {
    const store = new MemoryStore();
    const renewed = Promise.withResolvers<void>();
    store.before = (operation, name) => {
      if (operation === 'created' && name.endsWith('000000004.json')) renewed.resolve();
    };
    const stream = testStream(store, { collect: () => renewed.promise });
    const report = await run([stream], { now: noon, leaseMs: 30 });
    expect(report.streams[0]?.status).to.equal('completed');
    expect(store.entries().map(({ kind }) => kind)).to.include('landed');
  });

  it('covers asked-for windows apart from where the stream stands, and only once', async () => {
    const store = new MemoryStore();
    const seen: string[] = [];
    const stream = testStream(store, {
      async collect({ pipe }) {
        seen.push(`${pipe.window.from.toISOString()} ${pipe.bounded} ${String(pipe.checkpoint)}`);
        await pipe.spout('x');
        await pipe.commit('position');
      },
    });
    await run([stream], { now: noon });
    const windows = [{ from: new Date('2026-01-01'), to: new Date('2026-01-02') }];
    await run([stream], { now: noon, windows });
    await run([stream], { now: noon, windows });
    await run([stream], { now: new Date('2026-03-04T12:01:00Z') });
    expect(seen).to.deep.equal([
      '2026-03-04T11:50:00.000Z false undefined',
      '2026-01-01T00:00:00.000Z true undefined',
      '2026-03-04T12:00:00.000Z false position',
    ]);
  });

  it('stops when told, keeping what was committed', async () => {
    const store = new MemoryStore();
    const stop = new AbortController();
    const stream = testStream(store, {
      async collect({ pipe }) {
        await pipe.spout('kept');
        await pipe.commit(1);
        stop.abort();
        await pipe.spout('never');
      },
    });
    const report = await run([stream], { now: noon, signal: stop.signal });
    expect(report.streams[0]?.status).to.equal('cancelled');
    expect([...store.landed.values()]).to.deep.equal(['kept']);
  });

  it('names what a source did against the contract', async () => {
    const store = new MemoryStore();
    const misuses = [
      testStream(store, { collect: async ({ pipe }) => void pipe.spout(new Promise(() => {}) as never) }),
      testStream(store, { collect: async ({ pipe }) => void (await pipe.commit(Number.NaN)) }),
      testStream(store, { collect: async ({ pipe }) => void (await pipe.spout(42 as never)) }),
      testStream(store, {
        collect: async ({ pipe }) => void (await pipe.spout('x', { timestamp: new Date('never') })),
      }),
    ].map((stream, i) => ({ ...stream, id: `misuse-${i}` }));
    const report = await run(misuses, { now: noon });
    expect(report.streams.map(({ error }) => error?.code)).to.deep.equal(Array(4).fill('CONTRACT_VIOLATED'));
  });
});
