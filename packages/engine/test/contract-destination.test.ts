import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { defineDestination, type ObjectStore, type Pipe, z } from '@hatchery/core';
import { type BoundDestination, checkStreams, type ContractRule, run, type StreamReport } from '@hatchery/engine';
import { CheckedStore } from '../src/checked-store.ts';
import { MemoryStore } from './support/memory-store.ts';
import { noon, quickRetry, testStream } from './support/test-stream.ts';
import { expectViolation } from './support/violation-of.ts';

const isData = (name: string): boolean => !name.startsWith('_hatchery/');

/** A destination whose store is not what it should be. */
function destination(open: () => unknown): BoundDestination {
  const { definition } = defineDestination({ config: z.strictObject({}), open: open as () => Promise<ObjectStore> });
  return { plugin: { name: 'hatchery-dest-wrong', version: '1.0.0' }, definition, config: {}, directory: '.' };
}

/** A sound store, but for some of its functions. */
function storeWith(changes: (store: MemoryStore) => object): BoundDestination {
  const store = new MemoryStore();
  return destination(async () => Object.assign(store, changes(store)));
}

async function runInto(wrong: BoundDestination): Promise<StreamReport> {
  const collect = async ({ pipe }: { pipe: Pipe }): Promise<void> => {
    await pipe.spout('events');
    await pipe.spout(Readable.from([Buffer.from('more')]));
  };
  const broken = testStream(new MemoryStore(), { collect }, { id: 'broken', destination: wrong });
  const fine = testStream(new MemoryStore(), { collect }, { id: 'fine' });
  const options = { now: noon, retry: quickRetry };
  // The second run reads what the first one left.
  const first = await run([broken, fine], options);
  const report =
    first.streams[0]?.status === 'completed' ? await run([broken, fine], { ...options, now: new Date() }) : first;
  expect(report.streams[1]).to.include({ status: 'completed', objectCount: 2 });
  if (report.streams[0] === undefined) throw new Error('no report');
  return report.streams[0];
}

const wrongs: readonly [what: string, rule: ContractRule, deed: string, wrong: () => BoundDestination][] = [
  ...[
    ['nothing', undefined],
    ['null', null],
    ['a string', 'store'],
  ].map(([name, value]): (typeof wrongs)[number] => [
    `opens as ${String(name)}`,
    'open-resolves-to-a-store',
    `opened as ${String(name)}`,
    () => destination(async () => value),
  ]),
  [
    'opens a store that lacks a function',
    'open-resolves-to-a-store',
    'opened a store whose stat is nothing in place of a function',
    () => storeWith(() => ({ stat: undefined })),
  ],
  [
    'opens a store with a flag for a function',
    'open-resolves-to-a-store',
    'opened a store whose remove is a boolean in place of a function',
    () => storeWith(() => ({ remove: true })),
  ],
  [
    'resolves create without having read the body',
    'create-resolves-once-stored',
    'without reading all of it',
    () =>
      storeWith((store) => {
        const create = store.create.bind(store);
        return {
          create: async (...parts: Parameters<typeof create>) =>
            isData(parts[0]) ? { name: parts[0], size: 6 } : create(...parts),
        };
      }),
  ],
  ...[
    ['undefined in place of { name, size }', undefined],
    ['true in place of { name, size }', true],
    ['{"ok":true} in place of { name, size }', { ok: true }],
    ['{"name":"x","size":"6"} in place of { name, size }', { name: 'x', size: '6' }],
  ].map(([told, value]): (typeof wrongs)[number] => [
    `tells ${String(told)} of what it created`,
    'create-resolves-once-stored',
    `and told of it ${String(told)}`,
    () =>
      storeWith(() => ({
        create: async (_name: string, body: Readable) => {
          await buffer(body);
          return value;
        },
      })),
  ]),
  [
    'stores fewer bytes than it was given',
    'create-resolves-once-stored',
    'was given 6 bytes for',
    () =>
      storeWith((store) => {
        const create = store.create.bind(store);
        return {
          create: async (...parts: Parameters<typeof create>) => {
            const stored = await create(...parts);
            return isData(stored.name) ? { ...stored, size: 5 } : stored;
          },
        };
      }),
  ],
  [
    'creates another name',
    'create-resolves-once-stored',
    'and created other',
    () => storeWith(() => ({ create: async () => ({ name: 'other', size: 6 }) })),
  ],
  [
    'has null where there is nothing',
    'stat-tells-what-is-there',
    'null in place of { name, size }',
    () => storeWith(() => ({ stat: async () => null })),
  ],
  ...[
    ['a string', () => 'text'],
    ['an object', () => Buffer.from('bytes')],
    ['nothing', () => undefined],
  ].map(([name, read]): (typeof wrongs)[number] => [
    `reads ${String(name)}`,
    'read-gives-bytes',
    `gave ${String(name)} in place of a Readable`,
    () => storeWith(() => ({ read: async () => (read as () => unknown)() })),
  ]),
  [
    'reads texts',
    'read-gives-bytes',
    'gave a string in place of bytes of an object',
    () => storeWith(() => ({ read: async () => Readable.from(['{', '}']) })),
  ],
  ['lists an array', 'list-gives-objects-in-order', 'listed an array', () => storeWith(() => ({ list: () => [] }))],
  [
    'lists names alone',
    'list-gives-objects-in-order',
    'listed a in place of { name, size }',
    () => storeWith(() => ({ list: () => Readable.from(['a']) })),
  ],
  [
    'lists what it was not asked for',
    'list-gives-objects-in-order',
    'and listed elsewhere',
    () => storeWith(() => ({ list: () => Readable.from([{ name: 'elsewhere', size: 1 }]) })),
  ],
  [
    'lists out of order',
    'list-gives-objects-in-order',
    'after',
    () =>
      storeWith(() => ({
        list: (prefix: string) => Readable.from(['b', 'a'].map((name) => ({ name: prefix + name, size: 1 }))),
      })),
  ],
];

describe('a destination that breaks the contract', () => {
  for (const [what, rule, deed, wrong] of wrongs) {
    it(`is named with what it did and how to do it: ${what}`, async () => {
      expectViolation(await runInto(wrong()), rule, deed, { plugin: 'hatchery-dest-wrong' });
    });
  }

  for (const operation of ['create', 'stat', 'read', 'list']) {
    it(`is told to throw errors by ${operation}`, async () => {
      const thrower = storeWith(() => ({
        [operation]: () => {
          // oxlint-disable-next-line typescript/only-throw-error -- that is what is tested
          throw { status: 503 };
        },
      }));
      const { error } = await runInto(thrower);
      expect(error?.message).to.equal('The destination threw {"status":503}, which is not an Error.');
      expect(error?.hint).to.include('docs/contract.md#throw-errors.');
      expect(error?.context.plugin).to.equal('hatchery-dest-wrong');
    });
  }

  it('is said to have failed where its own code threw', async () => {
    const { error } = await runInto(
      storeWith(() => ({
        create: async () => {
          throw new RangeError('boom');
        },
      })),
    );
    expect(error).to.include({ code: 'DESTINATION_FAILED', message: 'The destination failed: boom' });
    expect(error?.context['place']).to.match(/contract-destination\.test\.ts:\d+:\d+$/);
  });

  it('may list names in the order of their bytes, which is not that of JavaScript', async () => {
    const names = ['\uFFFD', '\u{1F600}'];
    const store = Object.assign(new MemoryStore(), {
      list: () => Readable.from(names.map((name) => ({ name, size: 1 }))),
    });
    const listed = await Array.fromAsync(new CheckedStore(store, 'hatchery-dest-test').list(''));
    expect(listed.map(({ name }) => name)).to.deep.equal(names);
  });

  it('is told when somebody stops listing half-way', async () => {
    let isClosed = false;
    const endless = async function* (): AsyncGenerator<object> {
      try {
        for (let i = 10; ; i++) yield { name: `${i}`, size: 1 };
      } finally {
        isClosed = true;
      }
    };
    const store = Object.assign(new MemoryStore(), { list: endless });
    for await (const { name } of new CheckedStore(store, 'hatchery-dest-test').list('')) if (name === '12') break;
    expect(isClosed).to.equal(true);
  });

  it('is found by a check when it says it stored what it did not', async () => {
    const forgetful = storeWith(() => ({
      create: async (name: string, body: Readable) => ({ name, size: (await buffer(body)).length }),
    }));
    const stream = testStream(new MemoryStore(), { collect: async () => {} }, { destination: forgetful });
    const [checked] = await checkStreams([stream]);
    expect(checked?.destination.status).to.equal('failed');
  });
});
