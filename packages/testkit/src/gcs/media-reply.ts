import { gunzipSync } from 'node:zlib';
import type { ApiRequest } from '../server/api-request.ts';
import type { Reply } from '../server/reply.ts';
import { etagOf, type GcsObject } from './gcs-object.ts';
import { GcsRefusal } from './gcs-refusal.ts';

/**
 * The bytes of an object. One stored as gzip is sent decompressed to a client that does not take gzip, and then whole,
 * whatever range it asked for.
 */
export function mediaReply(object: GcsObject, { headers }: ApiRequest): Reply {
  const isGzip = object.contentEncoding === 'gzip';
  const isTranscoded =
    isGzip && !/\bgzip\b/.test(headers['accept-encoding'] ?? '') && object.cacheControl !== 'no-transform';
  const common: Record<string, string> = {
    'content-type': object.contentType ?? 'application/octet-stream',
    'cache-control': object.cacheControl ?? 'private, max-age=0',
    etag: etagOf(object),
    'last-modified': new Date(object.timeCreated).toUTCString(),
    'x-goog-generation': object.generation,
    'x-goog-metageneration': object.metageneration,
    'x-goog-storage-class': object.storageClass,
    'x-goog-stored-content-encoding': object.contentEncoding ?? 'identity',
    'x-goog-stored-content-length': String(object.bytes.length),
    'x-goog-hash': `crc32c=${object.crc32c},md5=${object.md5Hash}`,
  };
  if (isTranscoded) {
    const warning = '214 UploadServer gunzipped';
    return { status: 200, headers: { ...common, warning, vary: 'Accept-Encoding' }, body: gunzipSync(object.bytes) };
  }
  const encoding = object.contentEncoding === undefined ? {} : { 'content-encoding': object.contentEncoding };
  const range = readRange(headers.range, object.bytes.length);
  if (range === undefined) return { status: 200, headers: { ...common, ...encoding }, body: object.bytes };
  const { start, end } = range;
  return {
    status: 206,
    headers: { ...common, ...encoding, 'content-range': `bytes ${start}-${end - 1}/${object.bytes.length}` },
    body: object.bytes.subarray(start, end),
  };
}

/** A range as start and end; `undefined` where none that can be read is asked for. @throws GcsRefusal 416 */
function readRange(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  const [, first = '', last = ''] = parts ?? [];
  if (parts === null || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (start >= size || end <= start) {
    throw new GcsRefusal(416, 'requestedRangeNotSatisfiable', 'Request range not satisfiable');
  }
  return { start, end };
}
