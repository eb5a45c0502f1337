import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type CreateOptions, HatcheryError } from '@hatchery/core';

/** A part of a body; its bytes are only good until the next one is asked for, as that may be written over them. */
export interface Chunk {
  readonly pieces: readonly Buffer[];
  readonly size: number;
  /** Whether the body has come to its end, in good order and with as many bytes as were declared. */
  readonly isLast: boolean;
}

/**
 * Cuts a body into chunks of `limit` bytes, and a last one of 1 to `limit`, or of none if there is nothing at all. A full
 * chunk is only given when it is known whether more follows. However many there are, they take the memory of one: what
 * would be left for the collector grows with a body, and faster than it is collected.
 *
 * @throws HatcheryError when the body fails, is aborted, or has another length than was declared
 */
export async function* cutBody(
  body: Readable,
  limit: number,
  { size: declared, signal }: Pick<CreateOptions, 'size' | 'signal'>,
): AsyncGenerator<Chunk, void, undefined> {
  const through = new PassThrough();
  // What passes through is what is waited for, as a body may never close. It is told of all that goes wrong with the body.
  pipeline(body, through, { signal }).catch(() => {});
  let pieces: Buffer[] = [];
  /** The memory of the first full chunk, for all that follow it. */
  let kept: Buffer | undefined;
  let [size, total] = [0, 0];
  try {
    for await (const piece of through) {
      let rest = piece as Buffer;
      total += rest.length;
      if (declared !== undefined && total > declared) throw wrongSize(declared, `at least ${total}`);
      while (rest.length > 0) {
        if (size === limit) {
          kept ??= Buffer.concat(pieces);
          pieces = [];
          yield { pieces: [kept], size, isLast: false };
          size = 0;
        }
        const taken = rest.subarray(0, limit - size);
        if (kept === undefined) pieces.push(taken);
        else taken.copy(kept, size);
        size += taken.length;
        rest = rest.subarray(taken.length);
      }
    }
  } catch (error) {
    throw brokenBody(error, signal);
  }
  if (declared !== undefined && total !== declared) throw wrongSize(declared, String(total));
  yield { pieces: kept === undefined ? pieces : [kept.subarray(0, size)], size, isLast: true };
}

/** The failure that an abort is reported as. */
export function cancelled({ reason }: AbortSignal): HatcheryError {
  if (HatcheryError.is(reason)) return reason;
  return new HatcheryError('CANCELLED', 'The write was ended before it was done.', { cause: reason });
}

function brokenBody(error: unknown, signal: AbortSignal): HatcheryError {
  if (signal.aborted) return cancelled(signal);
  if (HatcheryError.is(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new HatcheryError('DESTINATION_FAILED', `The bytes to write broke off: ${message}`, { cause: error });
}

function wrongSize(expected: number, came: string): HatcheryError {
  return new HatcheryError('DESTINATION_FAILED', `${expected} bytes were to come, but ${came} came.`, {
    hint: 'The body was cut, or its size was declared wrongly; nothing of it was kept.',
  });
}
