import type { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { type HttpEvidence, type HttpResponse, redact } from '@hatchery/core';
import type { QueuedFile } from './message.ts';

/** A file on its way, with the evidence that the ledger keeps of where it came from. */
export class S3Response implements HttpResponse {
  readonly status = 200;
  readonly headers: Headers = new Headers();
  readonly url: string;
  readonly evidence: HttpEvidence;
  readonly body: Readable;

  constructor({ bucket, path }: QueuedFile, output: GetObjectCommandOutput, body: Readable, retries: number) {
    this.url = redact(`s3://${encodeURIComponent(bucket)}/${path.split('/').map(encodeURIComponent).join('/')}`);
    this.body = body;
    const { ETag, LastModified, $metadata } = output;
    const told = { etag: ETag, lastModified: LastModified?.toUTCString(), requestId: $metadata.requestId };
    this.evidence = {
      method: 'GET',
      url: this.url,
      status: this.status,
      ...Object.fromEntries(
        Object.entries(told).flatMap(([key, value]) => (value === undefined ? [] : [[key, redact(value)]])),
      ),
      fetchedAt: new Date().toISOString(),
      retries,
    };
  }

  bytes(): Promise<Uint8Array> {
    return buffer(this.body);
  }

  text(): Promise<string> {
    return text(this.body);
  }

  async json<T>(): Promise<T> {
    return JSON.parse(await this.text()) as T;
  }
}
