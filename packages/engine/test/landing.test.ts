import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync, zstdDecompressSync } from 'node:zlib';
import { expect } from 'chai';
import { type Body, HatcheryError, type Pipe, Secret } from '@hatchery/core';
import { run, type RunEvent } from '@hatchery/engine';
import { httpServer, ok } from './support/http-server.ts';
import { MemoryStore } from './support/memory-store.ts';
import { noon, quickRetry, testStream } from './support/test-stream.ts';

const sha256 = (bytes: string): string => createHash('sha256').update(bytes).digest('hex');
async function* pieces(...texts: (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  yield* texts;
}

describe('landing', () => {
  const bodies: Record<string, () => Body> = {
    string: () => 'bödy',
    bytes: () => Buffer.from('bödy'),
    'array buffer': () => new Uint8Array(Buffer.from('bödy')).buffer,
    'Node stream': () => Readable.from([Buffer.from('bö'), Buffer.from('dy')]),
    'web stream': () => new Blob(['bödy']).stream(),
    'async iterable': () => pieces('b', new Uint8Array(), Buffer.from('ö'), 'dy'),
    function: () => () => pieces('bö', 'dy'),
    'async function': () => async () => 'bödy',
  };
  for (const [kind, body] of Object.entries(bodies)) {
    for (const compress of ['none', 'gzip', 'zstd'] as const) {
      it(`keeps the bytes of a ${kind}, compressed with ${compress}`, async () => {
        const store = new MemoryStore();
        const landed: unknown[] = [];
        const stream = testStream(
          store,
          { collect: async ({ pipe }) => void landed.push(await pipe.spout(body())) },
          { compress },
        );
        const { streams } = await run([stream], { now: noon });
        expect(streams[0]?.error).to.equal(undefined);
        const [name, object] = [...store.objects].find(([key]) => !key.startsWith('_hatchery')) ?? [];
        const expand = { none: (bytes: Buffer) => bytes, gzip: gunzipSync, zstd: zstdDecompressSync }[compress];
        expect(expand(object?.bytes ?? Buffer.alloc(0)).toString()).to.equal('bödy');
        expect(object?.options.contentEncoding).to.equal(compress === 'none' ? undefined : compress);
        expect(landed).to.deep.equal([{ name, size: 5, sha256: sha256('bödy'), adopted: false }]);
      });
    }
  }

  it('keeps beside an object where it came from', async () => {
    await using server = await httpServer(ok('[1]', { date: 'Wed, 04 Mar 2026 12:00:00 GMT' }));
    const store = new MemoryStore();
    const collect = async ({ pipe }: { pipe: Pipe }): Promise<void> => {
      await pipe.spout(await pipe.http(`${server.url}/log`));
      await pipe.spout(Readable.from([Buffer.from('streamed')]));
    };
    await run([testStream(store, { collect }, { id: 'a b' })], { now: noon });
    const [answer, streamed] = [...store.objects]
      .filter(([name]) => !name.startsWith('_hatchery'))
      .map(([, { options }]) => options.metadata);
    const common = {
      'hatchery-stream': 'a%20b',
      'hatchery-source': 'hatchery-source-test',
      'hatchery-window': '2026-03-04T11:50:00.000Z/2026-03-04T12:00:00.000Z',
      'hatchery-versions': 'hatchery-source-test@4.5.6 memory@1.2.3',
    };
    expect(streamed).to.deep.equal(common);
    expect(answer).to.deep.include({
      ...common,
      'hatchery-sha256': sha256('[1]'),
      'hatchery-request': `GET ${server.url}/log`,
      'hatchery-status': '200',
      'hatchery-date': 'Wed, 04 Mar 2026 12:00:00 GMT',
    });
  });

  it('lands an empty body', async () => {
    for (const body of ['', Buffer.alloc(0), Readable.from([])]) {
      const store = new MemoryStore();
      await run([testStream(store, { collect: async ({ pipe }) => void (await pipe.spout(body)) })], { now: noon });
      expect([...store.landed.values()]).to.deep.equal(['']);
    }
  });

  it('tries a repeatable body again as a whole, on failures of either end', async () => {
    const store = new MemoryStore();
    let opened = 0;
    let creates = 0;
    store.before = (operation, name) => {
      if (operation !== 'create' || name.startsWith('_hatchery/')) return;
      creates += 1;
      if (creates === 1) throw new HatcheryError('DESTINATION_FAILED', 'busy', { transient: true });
    };
    const open = () => {
      opened += 1;
      return opened === 2 ? Readable.from(failing(new HatcheryError('NETWORK', 'cut', { transient: true }))) : 'whole';
    };
    const report = await run([testStream(store, { collect: async ({ pipe }) => void (await pipe.spout(open)) })], {
      now: noon,
      retry: quickRetry,
    });
    expect(report.streams[0]).to.include({ status: 'completed', retries: 2 });
    expect([...store.landed.values()]).to.deep.equal(['whole']);
  });

  it('never shows an object whose body failed', async () => {
    const failures: (() => Body)[] = [
      () => Readable.from(failing(new Error('cut'))),
      () => () => Readable.from(failing(new Error('cut'))),
      () => failing(new Error('cut')),
    ];
    for (const body of failures) {
      const store = new MemoryStore();
      const report = await run([testStream(store, { collect: async ({ pipe }) => void (await pipe.spout(body())) })], {
        now: noon,
      });
      expect(report.streams[0]?.error?.message).to.include('cut');
      expect(store.landed.size).to.equal(0);
    }
  });

  for (const [kind, body] of [
    ['stream', () => Readable.from([Buffer.from('same')])],
    ['function', () => () => 'same'],
    ['string', () => 'same'],
  ] as const) {
    it(`adopts an equal object that a broken run left (${kind})`, async () => {
      const store = new MemoryStore();
      let runs = 0;
      const adopted: boolean[] = [];
      const stream = testStream(
        store,
        {
          async collect({ pipe }) {
            runs += 1;
            adopted.push((await pipe.spout(body())).adopted);
            if (runs === 1) throw new Error('cut');
          },
        },
        { compress: 'gzip' },
      );
      await run([stream], { now: noon });
      await run([stream], { now: noon });
      expect(adopted).to.deep.equal([false, true]);
      expect(store.landed.size).to.equal(1);
    });
  }

  it('lands a stream with other bytes beside what a broken run left, and discards that', async () => {
    const store = new MemoryStore();
    let runs = 0;
    const stream = testStream(store, {
      async collect({ pipe }) {
        runs += 1;
        await pipe.spout(Readable.from([Buffer.from(`run ${runs}`)]));
        if (runs === 1) throw new Error('cut');
      },
    });
    await run([stream], { now: noon });
    const [left] = [...store.landed.keys()];
    await run([stream], { now: noon });
    expect([...store.landed.values()]).to.deep.equal(['run 2']);
    expect(store.entries().at(-1)).to.deep.include({ kind: 'complete', discarded: [left] });
  });

  for (const compress of ['gzip', 'zstd'] as const) {
    it(`does not compress with ${compress} what is compressed already, and adopts it`, async () => {
      const store = new MemoryStore();
      const bytes = gzipSync('line\n');
      let runs = 0;
      const adopted: boolean[] = [];
      const collect = async ({ pipe }: { pipe: Pipe }): Promise<void> => {
        runs += 1;
        adopted.push((await pipe.spout(() => bytes, { format: 'jsonl.gz', slug: 'a' })).adopted);
        if (runs === 1) throw new Error('cut');
      };
      await run([testStream(store, { collect }, { compress })], { now: noon });
      await run([testStream(store, { collect }, { compress })], { now: noon });
      const [[name, object] = [], ...others] = [...store.objects].filter(([key]) => !key.startsWith('_hatchery'));
      expect(others).to.deep.equal([]);
      expect(adopted).to.deep.equal([false, true]);
      expect(name).to.match(/[^z]\.jsonl\.gz$/);
      expect(object?.bytes.equals(bytes)).to.equal(true);
      expect(object?.options).to.include({ contentType: 'application/gzip' });
      expect(object?.options.contentEncoding).to.equal(undefined);
      const landed = store.entries().flatMap(({ objects = [] }) => objects);
      expect(landed[0]).to.include({ name, size: bytes.length }).and.not.to.have.property('compression');
    });
  }

  it('notes objects in the ledger while a source does not commit, and counts them once it does', async () => {
    const store = new MemoryStore();
    const stream = testStream(store, {
      async collect({ pipe }) {
        for (let i = 0; i < 1_201; i++) await pipe.spout(String(i));
      },
    });
    await run([stream], { now: noon });
    const entries = store.entries() as { kind: string; objects: unknown[]; totals: { objects: number } }[];
    expect(entries.map(({ kind, objects }) => [kind, objects.length])).to.deep.equal([
      ['intent', 0],
      ['landed', 500],
      ['landed', 500],
      ['complete', 201],
    ]);
    expect(entries.at(-1)?.totals.objects).to.equal(1_201);
  });

  it('has an object of a queue in the ledger before spout resolves', async () => {
    const store = new MemoryStore();
    const inLedger: boolean[] = [];
    const stream = testStream(store, {
      resume: 'queue',
      async collect({ pipe }) {
        const one = async (id: string): Promise<void> => {
          const { name } = await pipe.spout(id, { slug: id, seq: 0 });
          inLedger.push(store.entries().some((entry) => JSON.stringify(entry).includes(name)));
        };
        await Promise.all(['a', 'b', 'c', 'd'].map(one));
      },
    });
    await run([stream], { now: noon });
    expect(inLedger).to.deep.equal([true, true, true, true]);
  });

  it('writes no secret anywhere, whatever the source does with it', async () => {
    const canary = 'canary-7f3a-91bc';
    const store = new MemoryStore();
    const events: RunEvent[] = [];
    const secret = new Secret(canary);
    const careless = [
      testStream(store, {
        collect: async ({ pipe }) => {
          pipe.log.error(`token ${secret.reveal()}`, {
            token: canary,
            deep: [{ secret, url: new URL(`http://x/?t=${canary}`) }],
            error: new Error(canary),
          });
          await pipe.spout('x');
        },
      }),
      testStream(store, {
        collect: () =>
          Promise.reject(
            new Error(`bad ${canary}`, {
              cause: Object.assign(new Error(canary), { headers: { authorization: canary } }),
            }),
          ),
      }),
      testStream(store, {
        collect: async ({ pipe }) => void (await pipe.commit({ next: `https://x/?token=${canary}` })),
      }),
      testStream(store, { collect: () => Promise.reject(canary as never) }),
    ].map((stream, i) => ({ ...stream, id: `careless-${i}` }));
    const report = await run(careless, { now: noon, onEvent: (event) => events.push(event) });
    expect(report.streams[2]?.error?.code).to.equal('SECRET_EXPOSED');
    const { inspect } = await import('node:util');
    const everything = inspect(
      [report, events, [...store.objects].map(([name, { bytes }]) => [name, bytes.toString()])],
      { depth: 20, maxStringLength: null, maxArrayLength: null, showHidden: true },
    );
    expect(everything).to.include('[secret]');
    expect(everything).to.not.include(canary);
  });

  it('runs ten thousand streams', async () => {
    const store = new MemoryStore();
    const streams = Array.from({ length: 10_000 }, (_, i) =>
      testStream(store, { collect: async () => {} }, { id: `s${i}` }),
    );
    const shared = streams[0]?.destination ?? store.bound();
    const report = await run(
      streams.map((stream) => ({ ...stream, destination: shared })),
      { now: noon },
    );
    expect(report.streams.filter(({ status }) => status === 'completed')).to.have.length(10_000);
  });
});

async function* failing(error: Error): AsyncGenerator<Uint8Array> {
  yield Buffer.from('half');
  throw error;
}
