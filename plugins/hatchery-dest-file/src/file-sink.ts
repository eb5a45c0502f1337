import type { FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';

/** How much waits while a write is under way; then all of it goes to the disk in one call. */
const waitingBytes = 1_048_576;

interface Item {
  readonly chunk: Buffer;
}

/** Writes to an open file, however small the chunks, in few calls and without a copy. Leaves the file open. */
export class FileSink extends Writable {
  readonly #handle: FileHandle;
  #writing: Promise<void> = Promise.resolve();
  #failure: Error | undefined;

  constructor(handle: FileHandle) {
    super({ highWaterMark: waitingBytes });
    this.#handle = handle;
  }

  override _writev(items: Item[], done: (error?: Error | null) => void): void {
    this.#writing = this.#writeAll(items.map((item) => item.chunk));
    this.#writing.then(
      () => done(),
      (error: unknown) => {
        this.#failure = error as Error;
        done(this.#failure);
      },
    );
  }

  /** Why writing failed; `undefined` if it did not, so that the body's own failures can be told from the disk's. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Resolves once no write is under way: only then may the file be closed, as its number is used again for others. */
  async idle(): Promise<void> {
    await this.#writing.catch(() => {});
  }

  /** A disk that is nearly full takes a part only, and says why with the next write. */
  async #writeAll(chunks: Buffer[]): Promise<void> {
    let rest = chunks;
    while (rest.length > 0) {
      const { bytesWritten } = await this.#handle.writev(rest);
      rest = withoutFirst(rest, bytesWritten);
    }
  }
}

function withoutFirst(chunks: Buffer[], bytes: number): Buffer[] {
  let left = bytes;
  let whole = 0;
  for (const chunk of chunks) {
    if (chunk.length > left) break;
    left -= chunk.length;
    whole++;
  }
  const [first, ...others] = chunks.slice(whole);
  return first === undefined ? [] : [first.subarray(left), ...others];
}
