import { Readable } from 'node:stream';
import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { HatcheryError, type HttpResponse } from '@hatchery/core';
import { checkedBytes } from './checked-bytes.ts';
import { explainFailure } from './explain-failure.ts';
import { isGzip } from './file-metadata.ts';
import { gunzipped } from './gunzipped.ts';
import type { QueuedFile } from './message.ts';
import type { Options } from './options.ts';
import { readWatched } from './read-watched.ts';
import { S3Response } from './s3-response.ts';

export interface FileContext {
  readonly s3: S3Client;
  readonly config: Options;
  readonly signal: AbortSignal;
}

/**
 * Begins to fetch a file. Its bytes stream, and are those that its message tells of, or end in an error.
 *
 * @param retries how often it was begun before
 * @throws HatcheryError what S3 says
 */
export async function openFile(file: QueuedFile, context: FileContext, retries: number): Promise<HttpResponse> {
  const { s3, config, signal } = context;
  const { bucket, path } = file;
  const attempt = `fetch the file s3://${bucket}/${path}`;
  const fail = (error: unknown): HatcheryError => {
    signal.throwIfAborted();
    return explainFailure(error, attempt);
  };
  let output: GetObjectCommandOutput;
  try {
    output = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: path }), { abortSignal: signal });
  } catch (error) {
    throw fail(error);
  }
  const stored = explained(readWatched(output.Body as Readable, config.idleTimeout, 'S3'), fail);
  const checked = config.verify ? checkedBytes(stored, file) : stored;
  const bytes = config.decompress && isGzip(path) ? gunzipped(checked, file) : checked;
  return new S3Response(file, output, Readable.from(bytes, { objectMode: false }), retries);
}

async function* explained(
  bytes: AsyncIterable<Buffer>,
  fail: (error: unknown) => HatcheryError,
): AsyncGenerator<Buffer> {
  try {
    yield* bytes;
  } catch (error) {
    throw fail(error);
  }
}
