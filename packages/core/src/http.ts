import type { Readable } from 'node:stream';
import type { Secret } from './secret.ts';

/** How a request proves who sends it. */
export type HttpAuth =
  | { readonly bearer: Secret }
  | { readonly basic: { readonly username: string | Secret; readonly password: string | Secret } };

export type QueryValue = string | number | boolean | Secret | null | undefined;

export interface HttpRequest {
  readonly url: string | URL;
  /** @default 'GET', or 'POST' with a body */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | Secret | undefined>>;
  /** Added to the URL's own query; a list repeats its key; `undefined` and `null` are left out. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>>;
  readonly auth?: HttpAuth | undefined;
  /** Sent as JSON, with the content type. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array;
  /** Statuses beside 2xx that are an answer and not an error (304, say). @default [] */
  readonly accept?: readonly number[];
  /**
   * Requests with one key wait together when the service says 429. Name the service's own unit (an
   * organisation, an account) where it is larger than one credential.
   * @default the URL's origin and the credential
   */
  readonly rateLimitKey?: string;
  /** Whether a failure that may pass is tried again. @default true */
  readonly retry?: boolean;
  /**
   * Gives the answer as soon as its headers are there, with the body still to come. For bodies that are landed
   * and not looked at, of any size. A body cut in the middle is then the reader's to deal with: give
   * `pipe.spout` a function that sends the request, and the host does. `bytes`, `text` and `json` still work.
   * @default false: the whole body is read first, and a cut body is tried again
   */
  readonly stream?: boolean;
  /** The largest body to take into memory, in bytes. Ignored with `stream`. @default 67_108_864 (64 MiB) */
  readonly maxBytes?: number;
  /** Ends this request, besides the stream's own signal. */
  readonly signal?: AbortSignal;
}

/** What the ledger keeps of a request: enough to prove where bytes came from, and no secret. */
export interface HttpEvidence {
  readonly method: string;
  /** With secret parts replaced by `[secret]`. */
  readonly url: string;
  readonly status: number;
  /** The `Date` header of the answer. */
  readonly date?: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** The service's own id of the request, where it gave one. */
  readonly requestId?: string;
  /** When the answer's headers came, RFC 3339. */
  readonly fetchedAt: string;
  /** How often it was tried before this answer. */
  readonly retries: number;
}

/**
 * An answer. Give it to `pipe.spout` as it is to land the bytes received, also after `json` has looked at them.
 * With `stream`, the body can be read once: by `body`, `bytes`, `text`, `json` or `spout`.
 */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The URL that answered, after redirects. It may hold a secret that the request put into its query. */
  readonly url: string;
  readonly evidence: HttpEvidence;
  readonly body: Readable;
  bytes(): Promise<Uint8Array>;
  text(): Promise<string>;
  /**
   * The bytes as JSON. A whole number too large for JavaScript comes as a string of its digits, so that
   * a 64-bit cursor stays what it was.
   *
   * @throws HatcheryError `HTTP_BODY` if they are not JSON; it says what they look like instead
   */
  json<T = unknown>(): Promise<T>;
}

/**
 * Sends a request and gives the answer if its status is 2xx or accepted. Has connect, header and idle
 * time-outs; tries again on network errors, time-outs, 408, 425, 429 and 5xx with full jitter, or when the
 * answer says; follows redirects, without credentials to another origin; honours HTTPS_PROXY and NO_PROXY.
 *
 * @throws HatcheryError `UNAUTHORIZED` (401, 403), `RATE_LIMITED`, `HTTP_STATUS`, `NETWORK`, `TIMEOUT`, `CANCELLED`
 */
export type HttpClient = (request: HttpRequest | string | URL) => Promise<HttpResponse>;
