import { createCipheriv, createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { CreateOptions, ObjectStore, StoredObject } from '@hatchery/core';

/** Bytes without a pattern that a mistake could hide in; the same ones for the same seed. */
export function sampleBytes(size: number, seed = 0): Buffer {
  const key = createHash('md5').update(String(seed)).digest();
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size));
}

/** A stream of `bytes` in pieces. */
export function inPieces(bytes: Buffer, piece = 65_536): Readable {
  return Readable.from(pieces(bytes, piece), { objectMode: false });
}

function* pieces(bytes: Buffer, piece: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

/** A stream of `bytes` that does not end by itself; `then` is called with it when they have been read. */
export function interrupted(bytes: Buffer, then: (body: Readable) => void): Readable {
  const rest = pieces(bytes, 65_536);
  return new Readable({
    read() {
      const next = rest.next();
      if (next.done === true) then(this);
      else this.push(next.value);
    },
  });
}

/** A stream of `bytes` that then hangs, even when it is destroyed; `then` is called when they have been read. */
export function deaf(bytes: Buffer, then: () => void): Readable {
  async function* generate(): AsyncGenerator<Buffer> {
    yield* pieces(bytes, 65_536);
    then();
    await new Promise<never>(() => {});
  }
  return Readable.from(generate());
}

/** What a store is told of a body, unless a check says otherwise. */
export function createOptions(extra: Partial<CreateOptions> = {}): CreateOptions {
  return { contentType: 'application/octet-stream', signal: new AbortController().signal, ...extra };
}

/** Creates an object of known bytes. */
export function put(store: ObjectStore, name: string, bytes: Buffer | string = 'content'): Promise<StoredObject> {
  return store.create(name, inPieces(Buffer.from(bytes)), createOptions());
}

/** All bytes of an object. */
export async function contentOf(store: ObjectStore, name: string): Promise<Buffer> {
  const read: Buffer[] = [];
  for await (const piece of await store.read(name)) read.push(piece as Buffer);
  return Buffer.concat(read);
}

/** The names that a listing gives, in its order. */
export async function namesOf(store: ObjectStore, prefix = '', options: { limit?: number } = {}): Promise<string[]> {
  const names: string[] = [];
  for await (const object of store.list(prefix, options)) names.push(object.name);
  return names;
}
