import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { violation } from '../contract-violation.ts';
import { kindOf } from '../describe-value.ts';

/** The size and the hash of raw bytes. */
export interface Digest {
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

/** A body on its way: its first bytes known, the rest counted and hashed as it passes. */
export class MeasuredBody {
  /** The first chunk, to tell the format from; empty if the body is. */
  readonly start: Uint8Array;
  /** The bytes, once. */
  readonly stream: Readable;
  readonly #iterator: AsyncIterator<unknown>;
  readonly #known: Digest | undefined;
  readonly #hash = createHash('sha256');
  /** The store asks for the bytes, but it is the source's code that gives them. */
  readonly #inSource = AsyncLocalStorage.snapshot();
  #size = 0;
  #digest: Digest | undefined;
  #failure: unknown;

  private constructor(iterator: AsyncIterator<unknown>, start: Uint8Array, known: Digest | undefined) {
    this.#iterator = iterator;
    this.#known = known;
    this.start = start;
    this.stream = Readable.from(this.#pass(), { objectMode: false });
  }

  /**
   * Waits for the first bytes.
   *
   * @param known the digest of the whole, if it need not be found
   * @throws what the body's source throws
   */
  static async open(source: Readable, known?: Digest): Promise<MeasuredBody> {
    const iterator = source[Symbol.asyncIterator]() as AsyncIterator<unknown>;
    for (;;) {
      const next = await iterator.next();
      const chunk = next.done === true ? new Uint8Array() : toBytes(next.value);
      if (next.done === true || chunk.length > 0) return new MeasuredBody(iterator, chunk, known);
    }
  }

  /** Known once the whole body has passed. */
  get digest(): Digest | undefined {
    return this.#digest;
  }

  /** What the body's source threw, if that is why the stream broke. */
  get failure(): unknown {
    return this.#failure;
  }

  async *#pass(): AsyncGenerator<Uint8Array> {
    if (this.start.length > 0) yield this.#count(this.start);
    for (;;) {
      const next = await this.#next();
      if (next.done === true) break;
      const chunk = toBytes(next.value);
      if (chunk.length > 0) yield this.#count(chunk);
    }
    this.#digest = this.#known ?? { size: this.#size, sha256: this.#hash.digest('hex') };
  }

  async #next(): Promise<IteratorResult<unknown>> {
    try {
      return await this.#inSource(() => this.#iterator.next());
    } catch (error) {
      this.#failure = error ?? new Error('the stream was destroyed');
      throw error;
    }
  }

  #count(chunk: Uint8Array): Uint8Array {
    if (this.#known !== undefined) return chunk;
    this.#size += chunk.length;
    this.#hash.update(chunk);
    return chunk;
  }
}

/** The digest of all that a stream gives. */
export async function digestOf(stream: Readable): Promise<Digest> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const value of stream) {
    const chunk = toBytes(value);
    size += chunk.length;
    hash.update(chunk);
  }
  return { size, sha256: hash.digest('hex') };
}

function toBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return Buffer.from(value);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw violation('spout-bytes', `gave spout a stream that held ${kindOf(value)} in place of bytes`);
}
