import { Readable } from 'node:stream';
import type { HttpEvidence, HttpResponse } from '@hatchery/core';
import { parseJson } from './parse-json.ts';

/** What every answer knows, however its body comes. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Headers;
  readonly url: string;
  readonly evidence: HttpEvidence;
}

/** An answer whose body is in memory. */
export class BufferedResponse implements HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly url: string;
  readonly evidence: HttpEvidence;
  readonly #bytes: Uint8Array;

  constructor(head: ResponseHead, bytes: Uint8Array) {
    this.status = head.status;
    this.headers = head.headers;
    this.url = head.url;
    this.evidence = head.evidence;
    this.#bytes = bytes;
  }

  get body(): Readable {
    return Readable.from(this.#bytes.length === 0 ? [] : [this.#bytes], { objectMode: false });
  }

  bytes(): Promise<Uint8Array> {
    return Promise.resolve(this.#bytes);
  }

  text(): Promise<string> {
    return Promise.resolve(
      Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length).toString('utf8'),
    );
  }

  async json<T>(): Promise<T> {
    return parseJson(await this.text(), this.evidence.url, this.headers.get('content-type')) as T;
  }
}
