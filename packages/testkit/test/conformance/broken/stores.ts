import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type CreateOptions, HatcheryError, type ObjectStore, type StoredObject } from '@hatchery/core';
import type { RuleId } from '@hatchery/testkit';
import { byBytes, type MemoryPlace, MemoryStore } from '../fixtures/memory-store.ts';

export interface BrokenStore {
  readonly breaks: readonly RuleId[];
  /** How long a check may take, in milliseconds, where one hangs. */
  readonly patience?: number;
  readonly store: new (place: MemoryPlace) => ObjectStore;
}

/** What shows before the bytes have come. */
const early = Buffer.alloc(0);

function isFree(place: MemoryPlace, name: string): boolean {
  return !place.objects.has(name) && !name.includes('..');
}

/** Stores with one mistake each, and the rules that they break by it. */
export const brokenStores: readonly BrokenStore[] = [
  {
    breaks: [
      'objects-whole',
      'create-only',
      'whole-or-absent',
      'many-at-once',
      'object-names',
      'look-up',
      'credentials',
      'abort',
      'backpressure',
    ],
    store: class LosesTheLastByte extends MemoryStore {
      override async read(name: string): Promise<Readable> {
        return Readable.from([(await buffer(await super.read(name))).subarray(0, -1)]);
      }
    },
  },
  {
    breaks: ['objects-whole', 'create-only', 'many-at-once'],
    store: class KnowsNoEmptyObject extends MemoryStore {
      override async stat(name: string): Promise<StoredObject | undefined> {
        const found = await super.stat(name);
        return found?.size === 0 ? undefined : found;
      }
    },
  },
  {
    breaks: ['objects-whole'],
    store: class ShowsTooEarly extends MemoryStore {
      override async create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
        const isNew = isFree(this.place, name);
        if (isNew) this.place.objects.set(name, early);
        try {
          return await super.create(name, body, options);
        } catch (error) {
          if (isNew) this.place.objects.delete(name);
          throw error;
        }
      }
      protected override keep(name: string, bytes: Buffer): void {
        if (this.place.objects.get(name) === early) this.place.objects.delete(name);
        super.keep(name, bytes);
      }
    },
  },
  {
    breaks: ['create-only', 'many-at-once'],
    store: class WritesOver extends MemoryStore {
      protected override keep(name: string, bytes: Buffer): void {
        this.place.objects.set(name, bytes);
      }
    },
  },
  {
    breaks: ['create-only'],
    store: class TakesEqualBytes extends MemoryStore {
      protected override keep(name: string, bytes: Buffer): void {
        if (this.place.objects.get(name)?.equals(bytes) !== true) super.keep(name, bytes);
      }
    },
  },
  {
    breaks: ['whole-or-absent', 'abort'],
    patience: 3_000,
    store: class KeepsWhatCame extends MemoryStore {
      protected override async receive(body: Readable): Promise<Buffer> {
        const chunks: Buffer[] = [];
        try {
          for await (const chunk of body) {
            chunks.push(chunk as Buffer);
            await this.place.gate;
          }
        } catch {
          // as the first hatchery did
        }
        return Buffer.concat(chunks);
      }
    },
  },
  {
    breaks: ['whole-or-absent', 'many-at-once'],
    store: class IgnoresTheSize extends MemoryStore {
      override create(name: string, body: Readable, { contentType, signal }: CreateOptions): Promise<StoredObject> {
        return super.create(name, body, { contentType, signal });
      }
    },
  },
  {
    breaks: ['whole-or-absent', 'abort'],
    patience: 3_000,
    store: class IsDeafToAborts extends MemoryStore {
      protected override receive(body: Readable): Promise<Buffer> {
        return super.receive(body, { signal: new AbortController().signal });
      }
    },
  },
  {
    breaks: ['whole-or-absent'],
    store: class LeavesBodiesOpen extends MemoryStore {
      override async create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
        if (options.signal.aborted) throw new HatcheryError('CANCELLED', 'aborted');
        return super.create(name, body, options);
      }
    },
  },
  {
    breaks: ['many-at-once'],
    store: class LooksBeforeItWrites extends MemoryStore {
      protected override check(name: string): void {
        super.check(name);
        if (this.place.objects.has(name)) throw new HatcheryError('OBJECT_EXISTS', 'taken');
      }
      protected override keep(name: string, bytes: Buffer): void {
        this.place.objects.set(name, bytes);
      }
    },
  },
  {
    breaks: ['object-names', 'listing'],
    store: class DecodesNames extends MemoryStore {
      override create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
        return super.create(name.replaceAll('+', ' '), body, options);
      }
    },
  },
  {
    breaks: ['object-names', 'whole-or-absent'],
    store: class TakesAnyName extends MemoryStore {
      protected override check(): void {}
    },
  },
  {
    breaks: ['listing'],
    store: class SortsAsJavaScriptDoes extends MemoryStore {
      override async *list(prefix: string, { limit = Infinity } = {}): AsyncGenerator<StoredObject> {
        const objects = await Array.fromAsync(super.list(prefix));
        yield* objects.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, limit);
      }
    },
  },
  {
    breaks: ['listing'],
    store: class SortsFolderByFolder extends MemoryStore {
      override async *list(prefix: string, { limit = Infinity } = {}): AsyncGenerator<StoredObject> {
        const objects = await Array.fromAsync(super.list(prefix));
        const key = ({ name }: StoredObject): string => name.replaceAll('/', '\0');
        yield* objects.sort((a, b) => byBytes(key(a), key(b))).slice(0, limit);
      }
    },
  },
  {
    breaks: ['listing'],
    store: class KnowsPrefixesOfWholePartsOnly extends MemoryStore {
      override async *list(prefix: string, options = {}): AsyncGenerator<StoredObject> {
        yield* super.list(prefix.slice(0, prefix.lastIndexOf('/') + 1), options);
      }
    },
  },
  {
    breaks: ['listing'],
    store: class HasNoLimit extends MemoryStore {
      override list(prefix: string): AsyncGenerator<StoredObject> {
        return super.list(prefix);
      }
    },
  },
  {
    breaks: ['listing'],
    store: class GivesOnePage extends MemoryStore {
      override list(prefix: string, { limit = 1_000 } = {}): AsyncGenerator<StoredObject> {
        return super.list(prefix, { limit });
      }
    },
  },
  {
    breaks: ['look-up', 'whole-or-absent', 'object-names'],
    store: class ReadsWhatIsMissing extends MemoryStore {
      override async read(name: string): Promise<Readable> {
        return super.read(name).catch(() => Readable.from([]));
      }
    },
  },
  {
    breaks: ['look-up'],
    store: class RemovesWholeFolders extends MemoryStore {
      override async remove(prefix: string): Promise<void> {
        for (const name of this.place.objects.keys()) if (name.startsWith(prefix)) this.place.objects.delete(name);
      }
    },
  },
  {
    breaks: ['backpressure'],
    store: class ReadsAllAtOnce extends MemoryStore {
      protected override taken(): Promise<void> {
        return Promise.resolve();
      }
    },
  },
];
