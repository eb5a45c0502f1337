import http, { type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { HatcheryError } from '@hatchery/core';
import type { Options } from './options.ts';

export interface StorageRequest {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  /** Below the bucket, escaped. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
  /** Statuses beside 2xx that are an answer and not an error. */
  readonly accept?: readonly number[];
}

/** Connections on which nothing moves for this long are given up, in milliseconds. */
const idle = 120_000;

/** Speaks with one bucket. `fetch` would read a body ahead of a slow service without bound, hence `node:http`. */
export class StorageClient {
  readonly #options: Options;
  readonly #transport: typeof http | typeof https;
  readonly #agent: http.Agent;

  constructor(options: Options) {
    this.#options = options;
    this.#transport = options.baseUrl.startsWith('https:') ? https : http;
    this.#agent = new this.#transport.Agent({ keepAlive: true });
  }

  /**
   * Sends a request and gives the answer, with its body still to come.
   *
   * @throws HatcheryError `DESTINATION_FAILED`, transient if nothing is wrong but the moment; `CANCELLED`; what the body throws
   */
  async send({
    method,
    path,
    query = {},
    headers,
    body,
    signal,
    accept = [],
  }: StorageRequest): Promise<IncomingMessage> {
    const { baseUrl, bucket, token } = this.#options;
    const url = new URL(`${baseUrl}/buckets/${bucket}/${path}`);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, String(value));
    const request = this.#transport.request(url, {
      method,
      agent: this.#agent,
      headers: { ...headers, authorization: `Bearer ${token.reveal()}` },
      ...(signal !== undefined && { signal }),
    });
    request.setTimeout(idle, () => request.destroy(new Error('nothing moved for two minutes')));
    const answered = once(request, 'response') as Promise<[IncomingMessage]>;
    const sending = pipeline(body ?? Readable.from([]), request);
    // Whichever of the two is not waited for any more may fail later.
    answered.catch(() => {});
    sending.catch(() => {});
    let response: IncomingMessage;
    try {
      // A refusal may come before the body is through; an answer to the whole of it comes after.
      [response] = await Promise.race([answered, sending.then(() => answered)]);
    } catch (error) {
      request.destroy();
      if (HatcheryError.is(error)) throw error;
      throw signal?.aborted === true ? stopped(error) : unreachable(error);
    }
    const status = response.statusCode ?? 0;
    if ((status >= 200 && status < 300) || accept.includes(status)) return response;
    response.resume();
    throw refused(status);
  }

  /** Closes all connections. */
  close(): void {
    this.#agent.destroy();
  }
}

function stopped(cause: unknown): HatcheryError {
  return new HatcheryError('CANCELLED', 'The request to Acme Cloud was stopped.', { cause });
}

function unreachable(cause: unknown): HatcheryError {
  return new HatcheryError('DESTINATION_FAILED', 'The connection to Acme Cloud failed.', { cause, transient: true });
}

function refused(status: number): HatcheryError {
  const isDenied = status === 401 || status === 403;
  return new HatcheryError('DESTINATION_FAILED', `Acme Cloud answered with status ${status}.`, {
    transient: status === 408 || status === 429 || status >= 500,
    context: { status },
    hint: isDenied ? 'The token is wrong, or may not do this. See the README for what it must be allowed.' : undefined,
  });
}
