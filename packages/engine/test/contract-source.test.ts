import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { HatcheryError, type Pipe, Secret } from '@hatchery/core';
import { contractHint, type ContractRule, run } from '@hatchery/engine';
import { httpServer, ok } from './support/http-server.ts';
import { MemoryStore } from './support/memory-store.ts';
import { noon, testStream } from './support/test-stream.ts';
import { brokenBeside, expectViolation } from './support/violation-of.ts';

const file = 'contract-source.test.ts';
const never = new Promise<never>(() => {});
const slowly = async function* (until: Promise<unknown>): AsyncGenerator<string> {
  yield 'half';
  await until;
};

interface Wrong {
  readonly what: string;
  readonly rule: ContractRule;
  readonly deed: string;
  readonly collect: (context: { pipe: Pipe }) => unknown;
  /** False where no line of the plugin's own is to blame. */
  readonly placed?: boolean;
}

const wrongs: readonly Wrong[] = [
  {
    what: 'returns no promise',
    rule: 'collect-resolves-to-nothing',
    deed: 'returned nothing from collect in place of a promise',
    collect: ({ pipe }) => void pipe.spout('lost'),
    placed: false,
  },
  {
    what: 'returns what it found',
    rule: 'collect-resolves-to-nothing',
    deed: 'returned an array from collect; nothing of that is landed',
    collect: async () => ['event'],
    placed: false,
  },
  {
    what: 'does not await a spout',
    rule: 'await-every-call',
    deed: 'returned while 2 spout(s) were still under way',
    collect: async ({ pipe }) => {
      void pipe.spout(slowly(never));
      void pipe.spout(slowly(never));
    },
  },
  {
    what: 'does not await a spout that was quick',
    rule: 'await-every-call',
    deed: 'did not await a call of spout',
    collect: async ({ pipe }) => {
      void pipe.spout('quick');
      await pipe.spout('a');
      await pipe.spout('b');
    },
  },
  {
    what: 'does not await a commit',
    rule: 'await-every-call',
    deed: 'commit',
    collect: async ({ pipe }) => void pipe.commit('here'),
  },
  {
    what: 'commits while a spout is under way',
    rule: 'commit-between-spouts',
    deed: 'called commit while a spout was under way',
    collect: async ({ pipe }) => {
      const spout = pipe.spout(slowly(nextTurn()));
      await pipe.commit('here');
      await spout;
    },
  },
  ...[
    [7, 'a number'],
    [null, 'null'],
    [undefined, 'nothing'],
    [{ events: [] }, 'an object'],
    [['event'], 'an array'],
  ].map(([body, name]): Wrong => ({
    what: `spouts ${String(name)}`,
    rule: 'spout-bytes',
    deed: `gave ${String(name)} to spout in place of a body`,
    collect: async ({ pipe }) => void (await pipe.spout(body as never)),
  })),
  {
    what: 'spouts a stream of objects',
    rule: 'spout-bytes',
    deed: 'gave spout a stream that held an object in place of bytes',
    collect: async ({ pipe }) =>
      void (await pipe.spout(
        (async function* () {
          yield { event: 1 } as never;
        })(),
      )),
  },
  ...[
    ['json', 'a string for the metadata'],
    [{ timestamp: '2026-01-01' }, 'a timestamp that is not a valid Date'],
    [{ timestamp: new Date('x') }, 'a timestamp that is not a valid Date'],
    [{ seq: -1 }, '-1 for the number of an object'],
    [{ seq: Symbol('x') }, 'Symbol(x) for the number of an object'],
    [{ format: 7 }, 'a format that is no file extension'],
    [{ schemaHint: {} }, 'a schemaHint that is no text'],
    [{ slug: 1 }, 'a slug that is no text'],
  ].map(([metadata, deed]): Wrong => ({
    what: `gives ${String(deed)}`,
    rule: 'describe-objects-rightly',
    deed: `gave ${String(deed)}`,
    collect: async ({ pipe }) => void (await pipe.spout('a', metadata as never)),
  })),
  ...[
    [{ at: new Date(0) }, 'it.at is not a plain object'],
    [{ n: Number.NaN }, 'it.n is NaN'],
    [() => 1, 'it is a function'],
    [10n, 'it is a bigint'],
    [circle(), 'it is nested more than 100 levels deep, or holds itself'],
  ].map(([checkpoint, deed]): Wrong => ({
    what: `commits a checkpoint where ${String(deed)}`,
    rule: 'checkpoints-are-json',
    deed: `committed a checkpoint that JSON cannot carry: ${String(deed)}`,
    collect: async ({ pipe }) => void (await pipe.commit(checkpoint as never)),
  })),
];

function circle(): object {
  const value: { self?: object } = {};
  value.self = value;
  return value;
}

describe('a source that breaks the contract', () => {
  for (const { what, rule, deed, collect, placed = true } of wrongs) {
    it(`is named with what it did, where, and how to do it: ${what}`, async () => {
      const store = new MemoryStore();
      const report = await brokenBeside(collect, { store });
      expectViolation(report, rule, deed, placed ? { file } : {});
      expect(store.entries('broken').at(-1)).not.to.include({ kind: 'complete' });
    });
  }

  it('is told of a window policy or a way to resume that there is not', async () => {
    expectViolation(await brokenBeside({ windows: { settle: 'soon' } }), 'windows-are-durations', '"soon"');
    expectViolation(await brokenBeside({ resume: 'pages' as never }), 'resume-is-one-of-three', 'resumes as pages');
    const odd = () => 'pages' as never;
    expectViolation(await brokenBeside({ resume: odd }), 'resume-is-one-of-three', 'resumes as pages');
  });

  it('fails when it calls its pipe after its end, though its window is covered', async () => {
    const ended = Promise.withResolvers<Pipe>();
    const late = Promise.withResolvers<readonly PromiseSettledResult<unknown>[]>();
    let kept: Pipe | undefined;
    const early = testStream(new MemoryStore(), { collect: async ({ pipe }) => void (kept = pipe) }, { id: 'early' });
    const other = testStream(
      new MemoryStore(),
      {
        async collect({ pipe }) {
          const gone = await ended.promise;
          const calls = [gone.spout('x'), gone.commit('x'), gone.http('http://127.0.0.1:9')];
          late.resolve(await Promise.allSettled<unknown>(calls));
          await pipe.spout('fine');
        },
      },
      { id: 'other' },
    );
    const logged: string[] = [];
    const report = await run([early, other], {
      now: noon,
      onEvent: (event) => {
        if (event.type === 'stream-ended' && event.stream === 'early' && kept !== undefined) ended.resolve(kept);
        if (event.type === 'log' && event.level === 'error') logged.push(`${event.stream}: ${event.message}`);
      },
    });
    expectViolation(report.streams[0], 'nothing-after-the-end', 'called spout after collect had ended', { file });
    expect(report.streams[1]).to.include({ status: 'completed' });
    const outcomes = await late.promise;
    expect(outcomes.map((outcome) => 'reason' in outcome && (outcome.reason as HatcheryError).code)).to.deep.equal(
      Array(3).fill('CONTRACT_VIOLATED'),
    );
    expect(logged).to.deep.equal(
      ['spout', 'commit', 'http'].map((name) => `early: The source called ${name} after collect had ended.`),
    );
  });

  it('is told of a request that it did not await', async () => {
    await using server = await httpServer(() => {});
    const report = await brokenBeside(async ({ pipe }: { pipe: Pipe }) => void pipe.http(server.url));
    expectViolation(report, 'await-every-call', 'returned while 1 http request(s) were still under way', { file });
  });

  it('is told of a request that failed before it looked', async () => {
    await using server = await httpServer((_request, response) => void response.writeHead(404).end());
    const report = await brokenBeside(async ({ pipe }: { pipe: Pipe }) => {
      void pipe.http(server.url);
      await pipe.http({ url: server.url, accept: [404] });
      await pipe.http({ url: server.url, accept: [404] });
    });
    expectViolation(report, 'await-every-call', 'did not await a call of http, which failed: HatcheryError: ', {
      file,
    });
  });

  it('is told of a streamed body that it left unread', async () => {
    await using server = await httpServer(ok('x'.repeat(1_000_000)));
    const report = await brokenBeside(
      async ({ pipe }: { pipe: Pipe }) => void (await pipe.http({ url: server.url, stream: true })),
    );
    expectViolation(report, 'read-every-body', 'left the body of a streamed answer unread', { file });
  });

  for (const [what, use] of Object.entries({
    'spouts it': async (pipe: Pipe, url: string): Promise<void> =>
      void (await pipe.spout(await pipe.http({ url, stream: true }))),
    'reads it': async (pipe: Pipe, url: string): Promise<void> =>
      void (await (await pipe.http({ url, stream: true })).text()),
    'destroys it': async (pipe: Pipe, url: string): Promise<void> =>
      void (await pipe.http({ url, stream: true })).body.destroy(),
    'has none to read': async (pipe: Pipe, url: string): Promise<void> =>
      void (await pipe.http({ url: `${url}/304`, stream: true, accept: [304] })),
    'races two requests and aborts the slower': async (pipe: Pipe, url: string) => {
      const slower = new AbortController();
      const racing = pipe.http({ url: `${url}/never`, signal: slower.signal });
      await Promise.race([pipe.http(url), racing]);
      slower.abort();
      await racing.catch(() => {});
    },
  })) {
    it(`may ask for a streamed body when it ${what}`, async () => {
      await using server = await httpServer((request, response) => {
        if (request.url === '/never') return;
        if (request.url === '/304') response.writeHead(304).end();
        else response.end('x'.repeat(100_000));
      });
      const report = await brokenBeside(async ({ pipe }: { pipe: Pipe }) => use(pipe, server.url));
      expect(report.error?.message).to.equal(undefined);
    });
  }

  it('says where a call was made that failed', async () => {
    await using server = await httpServer((_request, response) => void response.writeHead(404).end());
    const report = await brokenBeside(async ({ pipe }: { pipe: Pipe }) => void (await pipe.http(server.url)));
    expect(report.error?.code).to.equal('HTTP_STATUS');
    expect(report.error?.context['place']).to.match(/contract-source\.test\.ts:\d+:\d+$/);
  });

  it('is given up when it ignores its signal, with the reason first', async () => {
    const logged: string[] = [];
    const store = new MemoryStore();
    const deaf = testStream(
      store,
      {
        async collect({ pipe }) {
          await pipe.spout('a');
          await never;
        },
      },
      { timeout: 1_000 },
    );
    const report = await run([deaf], {
      now: noon,
      onEvent: (event) => event.type === 'log' && event.level === 'warn' && logged.push(event.message),
    });
    const error = report.streams[0]?.error;
    expect(error?.code).to.equal('STREAM_TIMEOUT');
    const cause = error?.cause as HatcheryError;
    expectViolation({ status: 'failed', error: cause }, 'heed-the-signal', 'did not end when its signal aborted', {
      file,
    });
    expect(logged).to.deep.equal([cause.message]);
  });

  it('has globals put back that it replaced, and may add its own', async () => {
    const before = [globalThis.structuredClone, JSON.parse, Array.prototype.at];
    const logged: [message: string, fields: Readonly<Record<string, unknown>>][] = [];
    const report = await brokenBeside(
      async () => {
        globalThis.structuredClone = () => 1 as never;
        JSON.parse = () => 2;
        delete (Array.prototype as { at?: unknown }).at;
        (globalThis as { addedByATest?: number }).addedByATest = 1;
      },
      {
        onEvent: (event) =>
          event.type === 'log' && event.level === 'warn' && logged.push([event.message, event.fields]),
      },
    );
    expect([globalThis.structuredClone, JSON.parse, Array.prototype.at]).to.deep.equal(before);
    expect(report.status).to.equal('completed');
    expect(logged).to.have.length(1);
    expect(logged[0]?.[0]).to.match(/replaced structuredClone, JSON\.parse, Array\.prototype\.at \(/);
    expect(logged[0]?.[1]).to.deep.equal({
      plugin: 'hatchery-source-test',
      hint: contractHint('leave-globals-alone'),
    });
    expect((globalThis as { addedByATest?: number }).addedByATest).to.equal(1);
  });

  for (const [thrown, words] of [
    ['a text', 'threw a text, which'],
    [undefined, 'threw undefined, which'],
    [{ status: 500, detail: 'x' }, 'threw {"status":500,"detail":"x"}, which'],
    [Symbol('s'), 'threw Symbol(s), which'],
  ] as const) {
    it(`is told to throw errors, not ${words}`, async () => {
      const report = await brokenBeside(() => Promise.reject(thrown));
      expect(report.error?.code).to.equal('SOURCE_FAILED');
      expect(report.error?.message).to.include(words);
      expect(report.error?.hint).to.include('docs/contract.md#throw-errors.');
    });
  }

  it('is said to have failed where its own code threw', async () => {
    const report = await brokenBeside(async () => {
      throw new RangeError('boom');
    });
    expect(report.error?.message).to.equal('The source failed: boom');
    expect(report.error?.context['place']).to.match(/contract-source\.test\.ts:\d+:\d+$/);
  });

  it('cannot end the run by what it throws, however that is made', async () => {
    const unreadable = new Proxy(new Error('x'), {
      has: () => {
        throw new Error('no');
      },
    });
    const odd = Object.defineProperty(new Error('x'), 'message', { value: 7 });
    const staged = Object.defineProperty(new Error('x'), 'stack', { value: [{}] });
    for (const thrown of [unreadable, odd, staged]) {
      expect((await brokenBeside(() => Promise.reject(thrown))).error?.code).to.equal('SOURCE_FAILED');
    }
  });

  it('gives no secret away by what it does wrong', async () => {
    const secret = new Secret('canary/4f1d+9a&"c7');
    const token = secret.reveal();
    const deeds: ((context: { pipe: Pipe }) => unknown)[] = [
      async () => token,
      () => Promise.reject(token),
      () => Promise.reject({ token }),
      async ({ pipe }) => void (await pipe.commit({ [token]: Number.NaN })),
      async ({ pipe }) => void (await pipe.spout('a', { seq: token as never })),
      async ({ pipe }) => void pipe.spout(() => Promise.reject(new Error(token))),
    ];
    for (const deed of deeds) {
      const { error } = await brokenBeside(deed);
      expect(error).to.be.instanceOf(HatcheryError);
      const shown = JSON.stringify([error?.message, error?.hint, error?.context, String(error?.cause)]);
      expect(shown).not.to.include('canary').and.not.to.include('4f1d');
    }
  });
});
