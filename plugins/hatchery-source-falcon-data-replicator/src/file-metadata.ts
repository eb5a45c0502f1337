import { createHash } from 'node:crypto';
import type { Format, Metadata } from '@hatchery/core';
import type { QueuedFile } from './message.ts';
import { schemaHint } from './schema-hint.ts';

/**
 * What the name of a file's object is made of: all from the message, so that a message that comes again gives the same names. The
 * same as the Go original's, so that what reads a bucket goes on working.
 */
export function fileMetadata({ path, sentAt }: QueuedFile, decompress: boolean): Metadata {
  return {
    timestamp: sentAt,
    slug: createHash('sha256').update(path).digest('hex').slice(0, 8),
    seq: 0,
    schemaHint: schemaHint(path),
    format: formatOf(path, decompress),
  };
}

/** Whether a file is one that `decompress` takes apart. */
export function isGzip(path: string): boolean {
  return /\.gz$/i.test(path);
}

/** All files hold JSON lines; `undefined` for those that are neither plain nor gzip, which the first bytes must tell. */
function formatOf(path: string, decompress: boolean): Format | undefined {
  if (isGzip(path)) return decompress ? 'jsonl' : 'jsonl.gz';
  return /\.(zst|bz2|xz|zip)$/i.exec(path)?.[0].toLowerCase().replace('.', 'jsonl.');
}
