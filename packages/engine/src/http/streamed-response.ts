import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { HttpEvidence, HttpResponse } from '@hatchery/core';
import type { ResponseHead } from './buffered-response.ts';
import { parseJson } from './parse-json.ts';

/** An answer whose body is still to come. */
export class StreamedResponse implements HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly url: string;
  readonly evidence: HttpEvidence;
  readonly body: Readable;
  #read: Promise<Uint8Array> | undefined;

  constructor(head: ResponseHead, body: Readable) {
    this.status = head.status;
    this.headers = head.headers;
    this.url = head.url;
    this.evidence = head.evidence;
    this.body = body;
    // Whoever reads the body sees its error; a body that nobody reads must not end the process with one.
    body.on('error', () => {});
  }

  bytes(): Promise<Uint8Array> {
    this.#read ??= buffer(this.body);
    return this.#read;
  }

  async text(): Promise<string> {
    return Buffer.from(await this.bytes()).toString('utf8');
  }

  async json<T>(): Promise<T> {
    return parseJson(await this.text(), this.evidence.url, this.headers.get('content-type')) as T;
  }
}
