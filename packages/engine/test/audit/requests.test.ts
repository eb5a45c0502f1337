import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import type { StoredObject } from '@hatchery/core';
import { readStatus, run } from '@hatchery/engine';
import { entryName } from '../../src/ledger/ledger-names.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { hour } from '../support/pages-stream.ts';
import { testStream } from '../support/test-stream.ts';

const commits = '_hatchery/ledger/test/commits/';

/** A store in which the stream "test" has `length` entries more than were written to it; none of them is made before it is asked for. */
class LongStore extends MemoryStore {
  readonly #length: number;
  readonly #head: Buffer;
  listed = 0;

  constructor(length: number, head: object) {
    super();
    this.#length = length;
    this.#head = Buffer.from(`${JSON.stringify({ ...head, sequence: length, previous: '0'.repeat(64) })}\n`);
  }

  get headHash(): string {
    return createHash('sha256').update(this.#head).digest('hex');
  }

  override async *list(prefix: string, options: { limit?: number } = {}): AsyncGenerator<StoredObject> {
    const { limit = Number.POSITIVE_INFINITY } = options;
    let left = limit;
    for await (const object of super.list(prefix, options)) {
      left -= 1;
      this.listed += 1;
      yield object;
    }
    if (!commits.startsWith(prefix) && !prefix.startsWith(commits)) return;
    for (let sequence = this.#length; sequence > 0 && left > 0; sequence--, left--) {
      this.listed += 1;
      yield { name: entryName(commits, sequence), size: this.#head.length };
    }
  }

  override async read(name: string): Promise<Readable> {
    const own = await super.read(name).catch(() => undefined);
    if (own !== undefined) return own;
    if (name !== entryName(commits, this.#length)) throw new Error(`${name} need not be read`);
    return Readable.from([this.#head], { objectMode: false });
  }
}

const idle = (store: MemoryStore) => testStream(store, { collect: async () => {} });

/** The newest entry of a stream that is covered until noon. */
async function headOfStream(): Promise<object> {
  const store = new MemoryStore();
  await run([idle(store)], { now: hour(0) });
  const head = store.entries().at(-1);
  if (head === undefined) throw new Error('no entry');
  return head;
}

async function longStore(length: number): Promise<LongStore> {
  return new LongStore(length, await headOfStream());
}

const operations = ({ calls }: MemoryStore): string[] => calls.map((call) => call.split(' ')[0] ?? '');

describe('a stream with 1,000,000 entries in its ledger', () => {
  it('is found where it stands by one listing of one name, and one read', async () => {
    const store = await longStore(1_000_000);
    await run([idle(store)], { now: hour(0) });
    expect(operations(store)).to.deep.equal(['list', 'read']);
    expect(store.listed).to.equal(1);
  });

  it('takes no more requests than one with 2: for a run with nothing to ask for, and for one that finds nothing new', async () => {
    for (const now of [hour(0), hour(1)]) {
      const counts = await Promise.all(
        [2, 1_000_000].map(async (length) => {
          const store = await longStore(length);
          expect((await run([idle(store)], { now })).streams[0]?.status).to.equal('completed');
          return operations(store);
        }),
      );
      expect(counts[1]).to.deep.equal(counts[0]);
      expect(counts[1]).to.deep.equal(now > hour(0) ? ['list', 'read', 'create', 'create'] : ['list', 'read']);
    }
  });

  it('goes on with the next number, behind the newest', async () => {
    const store = await longStore(1_000_000);
    await run([idle(store)], { now: hour(1) });
    const [intent, complete] = store.entries();
    expect([intent?.sequence, complete?.sequence]).to.deep.equal([1_000_001, 1_000_002]);
    expect(intent?.previous).to.equal(store.headHash);
  });

  it('is told of by status in three requests', async () => {
    const store = await longStore(1_000_000);
    const [status] = await readStatus([idle(store)], hour(1));
    expect(status?.coveredUntil).to.equal(hour(0).toISOString());
    expect(operations(store)).to.deep.equal(['list', 'read', 'list']);
    expect(store.listed).to.equal(1);
  });
});

describe('a run that lands nothing', () => {
  it('takes as many requests as the one before it, run after run', async () => {
    const store = new MemoryStore();
    const counts: number[] = [];
    for (let i = 0; i < 20; i++) {
      store.calls.length = 0;
      await run([idle(store)], { now: hour(i) });
      counts.push(store.calls.length);
    }
    expect(new Set(counts.slice(1))).to.deep.equal(new Set([4]));
  });
});
