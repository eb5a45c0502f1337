import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HatcheryError } from '@hatchery/core';
import type { QueuedFile } from './message.ts';

/**
 * The content of a gzip file, of all its members if there are several.
 *
 * @throws HatcheryError `SOURCE_FAILED` if it is none, and what the bytes throw
 */
export async function* gunzipped(bytes: AsyncIterable<Buffer>, { bucket, path }: QueuedFile): AsyncGenerator<Buffer> {
  try {
    yield* pipeline(Readable.from(bytes), createGunzip(), () => {}) as AsyncIterable<Buffer>;
  } catch (cause) {
    if (HatcheryError.is(cause)) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HatcheryError('SOURCE_FAILED', `The file s3://${bucket}/${path} is no whole gzip file: ${why}.`, {
      hint: 'Without "decompress" it lands as it is.',
      cause,
    });
  }
}
