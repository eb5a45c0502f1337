import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type CreateOptions, HatcheryError, type ObjectStore, type StoredObject } from '@hatchery/core';
import { describeChecks, destinationSuite, type DestinationSuiteOptions } from '@hatchery/testkit';
import { expect } from 'chai';
import { openStore as openCarelessFiles } from './fixtures/careless-files.ts';
import { byBytes, MemoryPlace, MemoryStore } from './fixtures/memory-store.ts';

type StoreClass = new (place: MemoryPlace) => ObjectStore;

function inMemory(Store: StoreClass): DestinationSuiteOptions {
  return {
    leaveOut: ['kill'],
    async place() {
      const place = new MemoryPlace();
      return { open: async () => new Store(place), stall: async () => place.stall() };
    },
  };
}

describeChecks('destinationSuite with a store that keeps the contract', destinationSuite(inMemory(MemoryStore)), {
  describe,
  it,
});

/** Each breaks one promise. The text tells the check that is there to notice. */
const broken: [notices: RegExp, Store: StoreClass][] = [
  [
    /gives \d+ bytes back/,
    class LosesTheLastByte extends MemoryStore {
      override async read(name: string): Promise<Readable> {
        return Readable.from([(await buffer(await super.read(name))).subarray(0, -1)]);
      }
    },
  ],
  [
    /gives 0 bytes back/,
    class KnowsNoEmptyObject extends MemoryStore {
      override async stat(name: string): Promise<StoredObject | undefined> {
        const found = await super.stat(name);
        return found?.size === 0 ? undefined : found;
      }
    },
  ],
  [
    /not before the body has ended/,
    class ShowsTooEarly extends MemoryStore {
      override async create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
        const first = !this.place.objects.has(name);
        if (first) this.place.objects.set(name, Buffer.alloc(0));
        const bytes = await this.receive(body, options);
        this.place.objects.set(name, bytes);
        return { name, size: bytes.length };
      }
    },
  ],
  [
    /refuses a name that is taken, for other bytes/,
    class WritesOver extends MemoryStore {
      override async create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
        this.place.objects.delete(name);
        return super.create(name, body, options);
      }
    },
  ],
  [
    /refuses a name that is taken, for equal bytes/,
    class TakesEqualBytes extends MemoryStore {
      override async create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
        const known = this.place.objects.get(name);
        if (known === undefined) return super.create(name, body, options);
        const bytes = await buffer(body);
        if (bytes.equals(known)) return { name, size: known.length };
        throw new HatcheryError('OBJECT_EXISTS', 'taken');
      }
    },
  ],
  [
    /leaves nothing of a body that fails after 10 bytes/,
    class KeepsWhatCame extends MemoryStore {
      protected override async receive(body: Readable): Promise<Buffer> {
        const chunks: Buffer[] = [];
        try {
          for await (const chunk of body) chunks.push(chunk as Buffer);
        } catch {
          // as the first hatchery did
        }
        return Buffer.concat(chunks);
      }
    },
  ],
  [
    /where one more was declared/,
    class IgnoresTheSize extends MemoryStore {
      override create(name: string, body: Readable, { contentType, signal }: CreateOptions): Promise<StoredObject> {
        return super.create(name, body, { contentType, signal });
      }
    },
  ],
  [
    /an abort before the start/,
    class IsDeafToAborts extends MemoryStore {
      protected override receive(body: Readable): Promise<Buffer> {
        return super.receive(body, { signal: new AbortController().signal });
      }
    },
  ],
  [
    /leaves nothing of an abort before the start/,
    class LeavesBodiesOpen extends MemoryStore {
      override async create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
        if (options.signal.aborted) throw new HatcheryError('CANCELLED', 'aborted');
        return super.create(name, body, options);
      }
    },
  ],
  [
    /exactly one of 20/,
    class LooksBeforeItWrites extends MemoryStore {
      override async create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
        if (this.place.objects.has(name)) return super.create(name, body, options);
        const bytes = await this.receive(body, options);
        this.place.objects.set(name, bytes);
        return { name, size: bytes.length };
      }
    },
  ],
  [
    /keeps unusual names apart/,
    class DecodesNames extends MemoryStore {
      override create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
        return super.create(name.replaceAll('+', ' '), body, options);
      }
    },
  ],
  [
    /refuses the name "a\/\.\.\/b"/,
    class TakesAnyName extends MemoryStore {
      protected override check(): void {}
    },
  ],
  [
    /ascending order/,
    class SortsAsJavaScriptDoes extends MemoryStore {
      override async *list(prefix: string, { limit = Infinity } = {}): AsyncGenerator<StoredObject> {
        const objects = await Array.fromAsync(super.list(prefix));
        yield* objects.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, limit);
      }
    },
  ],
  [
    /ascending order/,
    class SortsFolderByFolder extends MemoryStore {
      override async *list(prefix: string, { limit = Infinity } = {}): AsyncGenerator<StoredObject> {
        const objects = await Array.fromAsync(super.list(prefix));
        const key = ({ name }: StoredObject): string => name.replaceAll('/', '\0');
        yield* objects.sort((a, b) => byBytes(key(a), key(b))).slice(0, limit);
      }
    },
  ],
  [
    /starts with a prefix/,
    class KnowsPrefixesOfWholePartsOnly extends MemoryStore {
      override async *list(prefix: string, options = {}): AsyncGenerator<StoredObject> {
        yield* super.list(prefix.slice(0, prefix.lastIndexOf('/') + 1), options);
      }
    },
  ],
  [
    /no more than the limit/,
    class HasNoLimit extends MemoryStore {
      override list(prefix: string): AsyncGenerator<StoredObject> {
        return super.list(prefix);
      }
    },
  ],
  [
    /more objects than a page holds/,
    class GivesOnePage extends MemoryStore {
      override list(prefix: string, { limit = 1_000 } = {}): AsyncGenerator<StoredObject> {
        return super.list(prefix, { limit });
      }
    },
  ],
  [
    /knows nothing of what is not there/,
    class ReadsWhatIsMissing extends MemoryStore {
      override async read(name: string): Promise<Readable> {
        return super.read(name).catch(() => Readable.from([]));
      }
    },
  ],
  [
    /removes what it is told to/,
    class RemovesWholeFolders extends MemoryStore {
      override async remove(prefix: string): Promise<void> {
        for (const name of this.place.objects.keys()) if (name.startsWith(prefix)) this.place.objects.delete(name);
      }
    },
  ],
  [
    /reads little ahead/,
    class ReadsAllAtOnce extends MemoryStore {
      protected override async receive(body: Readable): Promise<Buffer> {
        const bytes = await buffer(body);
        await this.place.gate;
        return bytes;
      }
    },
  ],
];

describe('destinationSuite with a broken store', () => {
  for (const [notices, Store] of broken) {
    it(`notices one that ${words(Store.name)}`, async () => {
      const checks = destinationSuite(inMemory(Store)).filter((check) => notices.test(check.name));
      expect(checks).to.have.length.above(0);
      const results = await Promise.allSettled(checks.map((check) => check.run()));
      expect(results.map((result) => result.status)).to.include('rejected');
    });
  }

  it('notices one that leaves cut objects when its process is killed', async () => {
    const check = destinationSuite({
      kills: 30,
      async place() {
        const root = await mkdtemp(join(tmpdir(), 'hatchery-careless-'));
        return {
          open: () => openCarelessFiles(root),
          elsewhere: { module: new URL('./fixtures/careless-files.ts', import.meta.url).href, argument: root },
          dispose: () => rm(root, { recursive: true }),
        };
      },
    }).find(({ name }) => name.includes('killed'));
    const failure = await check?.run().catch((error: unknown) => error);
    expect(failure).to.be.an.instanceOf(Error);
    expect((failure as Error).message).to.match(/other bytes than were written/);
  });

  it('says so when a place lacks what a check needs', async () => {
    const place = async () => ({ open: async () => new MemoryStore(new MemoryPlace()) });
    const checks = destinationSuite({ place }).filter(({ name }) => /stalled|killed/.test(name));
    const results = await Promise.allSettled(checks.map((check) => check.run()));
    expect(
      results.map((result) => (result.status === 'rejected' ? String(result.reason) : 'passed')).join('\n'),
    ).to.match(/leave out "backpressure"[^]*leave out "kill"/);
  });

  it('closes the stores and removes the place, also after a failure', async () => {
    const happened: string[] = [];
    class Closing extends MemoryStore {
      async close(): Promise<void> {
        happened.push('closed');
      }
      override stat(): Promise<never> {
        throw new Error('broken');
      }
    }
    const place = async () => ({
      open: async () => new Closing(new MemoryPlace()),
      dispose: async () => void happened.push('removed'),
    });
    const [check] = destinationSuite({ place });
    expect(await check?.run().catch(String)).to.equal('Error: broken');
    expect(happened).to.deep.equal(['closed', 'removed']);
  });
});

function words(name: string): string {
  return name.replaceAll(/(?<!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();
}
