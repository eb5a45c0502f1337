import { Readable } from 'node:stream';
import { expect } from 'chai';
import { HatcheryError, type Pipe, Secret } from '@hatchery/core';
import { run } from '@hatchery/engine';
import { MemoryStore } from './support/memory-store.ts';
import { noon, quickRetry, testStream } from './support/test-stream.ts';

interface Entry {
  readonly kind: string;
  readonly objects: readonly { readonly name: string }[];
}

const counted = (store: MemoryStore): string[] =>
  (store.entries() as unknown as Entry[]).flatMap(({ objects }) => objects.map(({ name }) => name)).sort();
// What JavaScript lets a plugin do, and a linter does not.
const rejecting = (thrown: unknown): Promise<never> => Promise.reject(thrown);
const isData = (name: string): boolean => !name.startsWith('_hatchery/');

describe('a source that is careless', () => {
  it('has every object of a busy queue in the ledger', async () => {
    const store = new MemoryStore();
    store.before = async (operation, name) => {
      if (operation === 'created' && !isData(name)) await new Promise((resolve) => setImmediate(resolve));
    };
    const collect = async ({ pipe }: { pipe: Pipe }): Promise<void> => {
      const one = async (i: number): Promise<void> => {
        for (let turn = 0; turn < i; turn++) await new Promise((resolve) => setImmediate(resolve));
        await pipe.spout(`message ${i}`);
      };
      await Promise.all(Array.from({ length: 20 }, (_, i) => one(i)));
    };
    await run([testStream(store, { resume: 'queue', collect })], { now: noon });
    expect(counted(store)).to.deep.equal([...store.landed.keys()].sort());
    expect(counted(store)).to.have.length(20);
  });

  for (const [what, misuse] of Object.entries({
    'swallows the failure of a spout': async ({ pipe }: { pipe: Pipe }) => {
      await pipe.spout('lost').catch(() => {});
    },
    'swallows it and commits': async ({ pipe }: { pipe: Pipe }) => {
      await pipe.spout('lost').catch(() => {});
      await pipe.commit('beyond').catch(() => {});
    },
    'does not await it': async ({ pipe }: { pipe: Pipe }) => {
      void pipe.spout('lost');
      await new Promise((resolve) => setImmediate(resolve));
    },
  })) {
    it(`leaves its window open when it ${what}`, async () => {
      const store = new MemoryStore();
      store.before = (operation, name) => {
        if (operation === 'create' && isData(name)) throw new HatcheryError('DESTINATION_FAILED', 'no room');
      };
      const report = await run([testStream(store, { collect: misuse })], { now: noon });
      expect(report.streams[0]).to.include({ status: 'failed' });
      expect(store.entries().at(-1)).to.include({ kind: 'landed' });
    });
  }

  it('may do without a body that failed, if it says so', async () => {
    const store = new MemoryStore();
    const collect = async ({ pipe }: { pipe: Pipe }): Promise<void> => {
      const gone = pipe.spout(() => Promise.reject(new Error('gone')));
      await gone.catch(() => {});
      await pipe.spout('fine');
    };
    const report = await run([testStream(store, { collect })], { now: noon });
    expect(report.streams[0]?.status).to.equal('completed');
    expect([...store.landed.values()]).to.deep.equal(['fine']);
  });

  it('is told when it did not await a body that failed', async () => {
    const store = new MemoryStore();
    const collect = async ({ pipe }: { pipe: Pipe }): Promise<void> => {
      void pipe.spout(() => Promise.reject(new Error('gone')));
      await new Promise((resolve) => setImmediate(resolve));
    };
    const report = await run([testStream(store, { collect })], { now: noon });
    expect(report.streams[0]?.error?.code).to.equal('CONTRACT_VIOLATED');
    expect(report.streams[0]?.error?.message).to.include('did not await').and.include('gone');
  });

  it('goes on with its queue when one message cannot be landed', async () => {
    const store = new MemoryStore();
    const poison = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      throw new Error('poison');
    };
    const stream = testStream(store, {
      resume: 'queue',
      async collect({ pipe }) {
        await pipe.spout(() => poison()).catch(() => {});
        await pipe.spout('fine');
      },
    });
    const report = await run([stream], { now: noon });
    expect(report.streams[0]?.status).to.equal('completed');
    expect([...store.landed.values()]).to.deep.equal(['fine']);
  });

  for (const seq of [Number.NaN, 1.5, -5, Number.MAX_SAFE_INTEGER, '7' as never]) {
    it(`does not harm its ledger with ${JSON.stringify(seq)} for a number (${typeof seq})`, async () => {
      const store = new MemoryStore();
      const stream = testStream(store, { collect: async ({ pipe }) => void (await pipe.spout('a', { seq })) });
      for (let i = 0; i < 2; i++) {
        const report = await run([stream], { now: noon });
        expect(report.streams[0]?.error?.code).to.equal('CONTRACT_VIOLATED');
      }
    });
  }

  for (const metadata of [
    { format: 'x/../../evil' },
    { schemaHint: 7 as never },
    { slug: 'x'.repeat(1_001) },
    { timestamp: new Date(1e15) },
  ]) {
    it(`cannot name an object by ${JSON.stringify(metadata).slice(0, 40)}`, async () => {
      const store = new MemoryStore();
      const report = await run(
        [testStream(store, { collect: async ({ pipe }) => void (await pipe.spout('a', metadata)) })],
        { now: noon },
      );
      expect(report.streams[0]?.error?.code).to.equal('CONTRACT_VIOLATED');
      expect(store.landed.size).to.equal(0);
    });
  }

  it('cannot put a secret into a name', async () => {
    const store = new MemoryStore();
    const secret = new Secret('kanarienvogel');
    const collect = async ({ pipe }: { pipe: Pipe }) =>
      void (await pipe.spout('a', { schemaHint: `of-${secret.reveal()}` }));
    const report = await run([testStream(store, { collect })], { now: noon });
    expect(report.streams[0]?.error?.code).to.equal('SECRET_EXPOSED');
  });

  it('may share a word with a secret of another stream', async () => {
    const store = new MemoryStore();
    expect(String(new Secret('wordy'))).to.equal('[secret]');
    const report = await run(
      [testStream(store, { collect: async ({ pipe }) => void (await pipe.spout('a')) }, { id: 'wordy-logs' })],
      { now: noon },
    );
    expect(report.streams[0]?.status).to.equal('completed');
  });

  it('cannot end the run for others, whatever it throws', async () => {
    const store = new MemoryStore();
    const circle = new Error('circle');
    circle.cause = circle;
    const hostile = [
      circle,
      Object.create(null),
      undefined,
      null,
      Symbol('x'),
      {
        toString: () => {
          throw new Error('no');
        },
      },
    ];
    const streams = hostile.map((thrown, i) =>
      testStream(store, { collect: () => rejecting(thrown) }, { id: `hostile-${i}` }),
    );
    const fine = testStream(store, { collect: async ({ pipe }) => void (await pipe.spout('fine')) }, { id: 'fine' });
    const report = await run([...streams, fine], { now: noon });
    expect(report.streams.map(({ status }) => status)).to.deep.equal([...hostile.map(() => 'failed'), 'completed']);
  });

  it('lands nothing more once it has failed', async () => {
    const store = new MemoryStore();
    const late = Promise.withResolvers<void>();
    const landing = Promise.withResolvers<unknown>();
    const stream = testStream(store, {
      async collect({ pipe }) {
        const slow = async function* (): AsyncGenerator<string> {
          yield 'half';
          await late.promise;
          yield 'rest';
        };
        landing.resolve(pipe.spout(slow()).catch((error: unknown) => error));
        await new Promise((resolve) => setImmediate(resolve));
        throw new Error('gave up');
      },
    });
    await run([stream], { now: noon });
    late.resolve();
    await ((await landing.promise) as Promise<unknown>);
    expect(store.landed.size).to.equal(0);
  });

  it('may have a timeout longer than a timer can hold', async () => {
    const store = new MemoryStore();
    const collect = async ({ pipe }: { pipe: Pipe }): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      await pipe.spout('a');
    };
    const report = await run([testStream(store, { collect }, { timeout: 30 * 86_400_000 })], { now: noon });
    expect(report.streams[0]?.status).to.equal('completed');
  });
});

describe('a store that is shared or fails', () => {
  it('keeps the objects of others when a broken window is cleaned up', async () => {
    const store = new MemoryStore();
    for (const [what, options] of Object.entries({
      template: { name: '{YYYY}/{MM}/{DD}/{seq}_{slug}.{ext}' },
      'no slug': { name: 'all/{seq}.{ext}' },
    })) {
      const other = testStream(
        store,
        { collect: async ({ pipe }) => void (await pipe.spout(`of another stream, ${what}`)) },
        { id: `other-${what}`, ...options },
      );
      await run([other], { now: noon });
      let isBroken = true;
      const stream = testStream(
        store,
        {
          async collect({ pipe }) {
            await pipe.spout(isBroken ? `broken, ${what}` : `whole, ${what}`);
            if (isBroken) throw new Error('cut');
          },
        },
        { id: `mine-${what}`, ...options },
      );
      await run([stream], { now: noon });
      isBroken = false;
      await run([stream], { now: noon });
      expect([...store.landed.values()]).to.include.members([`of another stream, ${what}`, `whole, ${what}`]);
    }
  });

  it('keeps what a scheduled run landed when the same window is asked for and breaks', async () => {
    const store = new MemoryStore();
    let page = 'scheduled';
    let isBroken = false;
    const stream = testStream(store, {
      resume: 'window',
      async collect({ pipe }) {
        await pipe.spout(page);
        if (isBroken) throw new Error('cut');
      },
    });
    await run([stream], { now: noon });
    const windows = [{ from: new Date('2026-03-04T11:50:00Z'), to: noon }];
    page = 'asked for, broken';
    isBroken = true;
    await run([stream], { now: noon, windows });
    page = 'asked for';
    isBroken = false;
    await run([stream], { now: noon, windows });
    expect([...store.landed.values()]).to.have.members(['scheduled', 'asked for']);
  });

  it('is asked again after a failure that may pass, whatever it was doing', async () => {
    const store = new MemoryStore();
    const failed = new Set<string>();
    store.before = (operation) => {
      if (operation === 'created' || failed.has(operation)) return;
      failed.add(operation);
      throw new HatcheryError('DESTINATION_FAILED', '503', { transient: true });
    };
    const stream = testStream(store, {
      collect: async ({ pipe }) => void (await pipe.spout(Readable.from([Buffer.from('a')]))),
    });
    for (const now of [noon, new Date('2026-03-04T13:00:00Z')]) {
      const report = await run([stream], { now, retry: quickRetry });
      expect(report.streams[0]?.status).to.equal('completed');
    }
    expect([...failed]).to.include.members(['list', 'create', 'stat', 'read']);
  });

  it('names the destination in what it fails with', async () => {
    const store = new MemoryStore();
    store.before = (operation) => {
      if (operation === 'list') throw new Error('plain');
    };
    const report = await run([testStream(store, { collect: async () => {} })], { now: noon });
    expect(report.streams[0]?.error).to.deep.include({ code: 'DESTINATION_FAILED' });
    expect(report.streams[0]?.error?.context.plugin).to.equal('memory');
  });

  it('does not make a second copy because a comparison was cut short', async () => {
    const store = new MemoryStore();
    let isBroken = true;
    const stream = testStream(store, {
      async collect({ pipe }) {
        await pipe.spout('abc');
        if (isBroken) throw new Error('cut');
      },
    });
    await run([stream], { now: noon });
    isBroken = false;
    const read = store.read.bind(store);
    let cuts = 0;
    store.read = async (name) => {
      if (!isData(name) || cuts > 0) return read(name);
      cuts += 1;
      return Readable.from(
        (async function* () {
          yield Buffer.from('a');
          throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
        })(),
      );
    };
    const report = await run([stream], { now: noon, retry: quickRetry });
    expect(report.streams[0]?.status).to.equal('completed');
    expect(cuts).to.equal(1);
    expect(store.landed.size).to.equal(1);
  });

  it('may hold files of others among the entries of a ledger', async () => {
    const store = new MemoryStore();
    const seen: unknown[] = [];
    const stream = testStream(store, {
      async collect({ pipe }) {
        seen.push(pipe.checkpoint);
        await pipe.commit('here');
      },
    });
    await run([stream], { now: noon });
    store.put('_hatchery/ledger/test/commits/.DS_Store', 'x');
    await run([stream], { now: new Date('2026-03-04T13:00:00Z') });
    expect(seen).to.deep.equal([undefined, 'here']);
  });

  it('is not trusted when an entry was altered or moved', async () => {
    for (const [altered, words] of [
      ['not json', 'not JSON'],
      ['{}', 'cannot be used'],
      ['moved', 'says that its number'],
      ['newer', 'newer hatchery'],
    ] as const) {
      const store = new MemoryStore();
      const stream = testStream(store, { collect: async () => {} });
      await run([stream], { now: noon });
      const head = [...store.objects.keys()].filter((name) => !isData(name)).sort()[0] ?? '';
      const entry = JSON.parse(store.objects.get(head)?.bytes.toString() ?? '') as Record<string, unknown>;
      const texts = {
        moved: JSON.stringify({ ...entry, sequence: 9 }),
        newer: JSON.stringify({ ...entry, version: 2 }),
      } as Record<string, string>;
      store.objects.delete(head);
      store.put(head, texts[altered] ?? altered);
      const report = await run([stream], { now: new Date('2026-03-04T13:00:00Z') });
      expect(report.streams[0]?.error?.code).to.equal('LEDGER_CORRUPT');
      expect(report.streams[0]?.error?.message).to.include(words);
    }
  });
});
