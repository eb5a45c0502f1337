import { createHash } from 'node:crypto';
import { hasReference } from './config/parse-references.ts';
import { isPlainObject } from './plain-object.ts';
import { soundsSecret } from './sounds-secret.ts';

/** What an id is made from, for a stream whose config gives none. */
export interface UnnamedStream {
  readonly source: string;
  readonly destination: string;
  /** The options of both, as written. */
  readonly options: unknown;
}

/**
 * Gives ids to streams without one: `slack-to-gcs`. Where several would have the same, each gets a short hash of
 * its options as well, so that an id never depends on a stream's place in the file. Texts with references take
 * part as written; literal values of keys that sound secret do not.
 *
 * @param taken ids that streams have been given in the config
 */
export function streamIds(streams: readonly UnnamedStream[], taken: ReadonlySet<string>): string[] {
  const plain = streams.map((stream) => `${slug(stream.source)}-to-${slug(stream.destination)}`);
  const counts = Map.groupBy(plain, (id) => id);
  return streams.map((stream, index) => {
    const id = plain[index] ?? '';
    const isUnique = counts.get(id)?.length === 1 && !taken.has(id);
    return isUnique ? id : `${id}-${hash(stream.options)}`;
  });
}

function slug(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'stream'
  );
}

function hash(options: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(options)) ?? '')
    .digest('hex')
    .slice(0, 8);
}

/** @param hidden whether it stands below a key that sounds secret: then only references take part */
function canonical(value: unknown, hidden = false, depth = 0): unknown {
  if (depth > 20) return null;
  if (Array.isArray(value)) return value.map((item) => canonical(item, hidden, depth + 1));
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return hidden && !hasReference(value) ? null : value;
  }
  // What is no data differs from nothing else: a Secret must not take part, a function has no lasting name.
  if (!isPlainObject(value)) return null;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, canonical(item, hidden || soundsSecret(key), depth + 1)]);
}
