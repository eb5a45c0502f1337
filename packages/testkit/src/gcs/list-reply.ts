import { jsonReply, type Reply } from '../server/reply.ts';
import { opaqueCursor, openCursor } from '../server/opaque-cursor.ts';
import type { GcsBucket } from './gcs-bucket.ts';
import { type GcsObject, objectResource } from './gcs-object.ts';
import { invalid } from './gcs-refusal.ts';
import { selectFields } from './select-fields.ts';

const pageLimit = 1_000;

/** One page of a listing: objects, and with a delimiter the folders between them, in one order. */
export function listReply(bucket: GcsBucket, query: URLSearchParams): Reply {
  const limit = Math.min(readLimit(query.get('maxResults')), pageLimit);
  const token = query.get('pageToken');
  const after = token === null ? '' : openCursor(token)?.['after'];
  if (typeof after !== 'string') throw invalid('Invalid pageToken.');
  const entries = entriesOf(bucket, query).filter(({ key }) => compare(key, after) > 0);
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  const prefixes = page.filter(({ object }) => object === undefined).map(({ key }) => key);
  const items = page.flatMap(({ object }) => (object === undefined ? [] : [objectResource(bucket.name, object)]));
  const result = {
    kind: 'storage#objects',
    ...(entries.length > page.length && last !== undefined ? { nextPageToken: opaqueCursor({ after: last.key }) } : {}),
    ...(prefixes.length === 0 ? {} : { prefixes }),
    ...(items.length === 0 ? {} : { items }),
  };
  return jsonReply(selectFields(result, query.get('fields')));
}

interface Entry {
  readonly key: string;
  /** Missing for a folder. */
  readonly object?: GcsObject;
}

function entriesOf(bucket: GcsBucket, query: URLSearchParams): Entry[] {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const [start, end] = [query.get('startOffset') ?? '', query.get('endOffset') ?? ''];
  const entries = new Map<string, Entry>();
  for (const object of bucket.objects()) {
    const { name } = object;
    if (!name.startsWith(prefix)) continue;
    if (compare(name, start) < 0 || (end !== '' && compare(name, end) >= 0)) continue;
    const cut = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length);
    const entry: Entry = cut === -1 ? { key: name, object } : { key: name.slice(0, cut + delimiter.length) };
    entries.set(entry.key, entry);
  }
  return [...entries.values()];
}

function readLimit(text: string | null): number {
  if (text === null) return pageLimit;
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw invalid(`Invalid unsigned integer value: '${text}'.`);
  return Number(text);
}

function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
