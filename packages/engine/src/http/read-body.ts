import { type Readable, type Transform, pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { HatcheryError } from '@hatchery/core';
import { networkError } from './network-error.ts';

const decoders = new Map<string, () => Transform>(
  Object.entries({
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
    zstd: createZstdDecompress,
  }),
);

/**
 * The body without the content coding that a server applied (RFC 9110 §8.4). We ask for none, so this is for
 * servers that do it all the same, and for requests that ask for one themselves.
 */
export function decodeBody(body: Readable, headers: Headers): Readable {
  const codings = (headers.get('content-encoding') ?? '').toLowerCase().split(',');
  let decoded = body;
  for (const coding of codings.map((name) => name.trim()).toReversed()) {
    const decoder = decoders.get(coding);
    if (decoder !== undefined) decoded = pipeline(decoded, decoder(), () => {});
  }
  return decoded;
}

/**
 * Reads a body into memory.
 *
 * @throws HatcheryError `HTTP_BODY` if it is larger than `maxBytes`; `NETWORK` or `TIMEOUT` if it breaks off
 */
export async function readBody(body: Readable, url: URL, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw networkError(error, url);
  }
  if (size <= maxBytes) return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size);
  throw new HatcheryError('HTTP_BODY', `The answer of ${url.host} is larger than ${maxBytes} bytes.`, {
    hint: 'Ask for smaller pages, or request it with `stream: true`.',
  });
}
