import { once } from 'node:events';
import { Readable } from 'node:stream';
import { withAttempts } from './attempts.ts';
import type { GcsClient } from './gcs-client.ts';

/**
 * Opens the bytes of an object as they are stored, compressed or not. Rejects if the service refuses; later failures, also
 * a checksum that does not fit, are those of the stream.
 *
 * @param explain what the stream fails with, made of what went wrong
 */
export async function readObject(
  client: GcsClient,
  name: string,
  explain: (error: unknown) => Error,
): Promise<Readable> {
  const source = await withAttempts(() => openSource(client, name), client.patience);
  return Readable.from(guarded(source, client.requestTimeout, explain), { objectMode: false });
}

async function openSource(client: GcsClient, name: string): Promise<Readable> {
  const source = client.bucket.file(name).createReadStream({ decompress: false, validation: 'crc32c' });
  const ready = once(source, 'readable', { signal: AbortSignal.timeout(client.requestTimeout) });
  try {
    await ready;
    return source;
  } catch (error) {
    source.on('error', () => {}).destroy();
    throw error;
  }
}

/** The bytes, unless none come for too long. */
async function* guarded(source: Readable, timeout: number, explain: (error: unknown) => Error): AsyncGenerator<Buffer> {
  const silent = Object.assign(new Error(`no byte came for ${timeout} ms`), { code: 'ETIMEDOUT' });
  const timer = setTimeout(() => source.destroy(silent), timeout);
  try {
    for await (const piece of source) {
      timer.refresh();
      yield piece as Buffer;
      timer.refresh();
    }
  } catch (error) {
    throw explain(error);
  } finally {
    clearTimeout(timer);
  }
}
