import type { Format } from '@hatchery/core';

const byMediaType = new Map<string, Format>(
  Object.entries({
    'application/json': 'json',
    'application/x-ndjson': 'jsonl',
    'application/jsonl': 'jsonl',
    'application/yaml': 'yaml',
    'text/csv': 'csv',
    'application/xml': 'xml',
    'text/xml': 'xml',
  }),
);

const mediaTypes = new Map(
  Object.entries({
    json: 'application/json',
    jsonl: 'application/x-ndjson',
    yaml: 'application/yaml',
    csv: 'text/csv',
    xml: 'application/xml',
    txt: 'text/plain',
    gz: 'application/gzip',
    zst: 'application/zstd',
  }),
);

/** The media type of a format, of its last part if it has several (`jsonl.gz`); `application/octet-stream` if it has none. */
export function mediaType(format: Format): string {
  return mediaTypes.get(format.slice(format.lastIndexOf('.') + 1)) ?? 'application/octet-stream';
}

/**
 * What bytes are, from the first of them and what the server called them. The bytes decide between JSON and JSON
 * lines, as servers call both `application/json`. Bytes that tell nothing are a `log`, as in the original.
 *
 * @param start the first bytes, up to 64 KiB of them
 */
export function detectFormat(start: Uint8Array, contentType?: string): Format {
  const named =
    contentType === undefined ? undefined : byMediaType.get(contentType.split(';')[0]?.trim().toLowerCase() ?? '');
  if (named !== undefined && named !== 'json') return named;
  const text = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, 65_536)).toString('utf8').trimStart();
  if (text.startsWith('{') || text.startsWith('[')) return isLines(text) ? 'jsonl' : 'json';
  return named ?? 'log';
}

/** One JSON value on the first line, and another one below it. */
function isLines(text: string): boolean {
  const end = text.indexOf('\n');
  if (end === -1 || !/^\s*[[{]/.test(text.slice(end))) return false;
  try {
    JSON.parse(text.slice(0, end));
    return true;
  } catch {
    return false;
  }
}
