import { Writable } from 'node:stream';
import { HatcheryError } from '@hatchery/core';
import { Crc32 } from './crc32.ts';
import { PartBuffer } from './part-buffer.ts';
import type { PartSizes } from './part-sizes.ts';

/** A piece of an object, on its own way to the store. */
export interface Part {
  /** From 1. */
  readonly number: number;
  /** Valid until it has been sent. */
  readonly bytes: Buffer;
}

/** How many parts of one object are on their way at once; one more is being filled meanwhile. */
const mostSending = 2;

/**
 * Cuts a body into parts. Each one that is full is sent as soon as more bytes come; the last one is left for whoever
 * finishes the object, so that an object of one part is not sent before its end is known.
 */
export class PartSink extends Writable {
  readonly #sizes: PartSizes;
  readonly #send: (part: Part) => Promise<void>;
  readonly #sending = new Set<Promise<void>>();
  readonly #checksum = new Crc32();
  #spare: PartBuffer[] = [];
  #filling: PartBuffer;
  #number = 1;
  #size = 0;
  #failure: Error | undefined;

  /** @param expected bytes that will come, where known */
  constructor(sizes: PartSizes, send: (part: Part) => Promise<void>, expected?: number) {
    super();
    this.#sizes = sizes;
    this.#send = send;
    this.#filling = new PartBuffer(sizes.of(1) ?? 0, expected);
  }

  /** The part that has not been sent. */
  get last(): Part {
    return { number: this.#number, bytes: this.#filling.bytes };
  }

  /** How many bytes have come. */
  get size(): number {
    return this.#size;
  }

  /** Of all bytes that have come, in base64. */
  get crc32(): string {
    return this.#checksum.base64;
  }

  /** Why sending a part failed; `undefined` if it did not, so that the body's own failures can be told from the store's. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Resolves when no part is on its way. @throws what sending one of them threw */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#sending);
    if (this.#failure !== undefined) throw this.#failure;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#take(chunk).then(
      () => done(),
      (error: unknown) => done(error as Error),
    );
  }

  async #take(chunk: Buffer): Promise<void> {
    this.#checksum.add(chunk);
    this.#size += chunk.length;
    for (let at = 0; at < chunk.length;) {
      if (this.#filling.isFull) await this.#next();
      at += this.#filling.add(at === 0 ? chunk : chunk.subarray(at));
    }
  }

  /** Sends the part that is full, and begins the next one. */
  async #next(): Promise<void> {
    const capacity = this.#sizes.of(this.#number + 1);
    if (capacity === undefined) throw (this.#failure = tooLarge(this.#sizes));
    this.#dispatch(this.last, this.#filling);
    this.#number++;
    if (this.#sending.size >= mostSending) await Promise.race(this.#sending);
    this.#spare = this.#spare.filter((buffer) => buffer.capacity === capacity);
    this.#filling = this.#spare.pop() ?? new PartBuffer(capacity);
  }

  #dispatch(part: Part, buffer: PartBuffer): void {
    const sending = this.#send(part).then(() => {
      this.#sending.delete(sending);
      buffer.clear();
      this.#spare.push(buffer);
    });
    this.#sending.add(sending);
    sending.catch((error: unknown) => {
      this.#failure ??= error as Error;
      this.destroy(this.#failure);
    });
  }
}

export function tooLarge(sizes: PartSizes): HatcheryError {
  const capacity = Math.floor(sizes.capacity / 2 ** 30);
  return new HatcheryError(
    'DESTINATION_FAILED',
    `The object is larger than ${capacity} GiB, which is what its parts can hold.`,
    {
      hint: 'Give the option "partSize", in MiB; 10,000 parts of that size must hold the object.',
    },
  );
}
