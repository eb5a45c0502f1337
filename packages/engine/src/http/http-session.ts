import type { Readable } from 'node:stream';
import type { HttpClient, HttpEvidence, HttpRequest, HttpResponse } from '@hatchery/core';
import { HatcheryError, redact } from '@hatchery/core';
import type { Dispatcher } from 'undici';
import { discard } from '../discard.ts';
import type { ResponseEvent } from '../events.ts';
import { pause, type RetryContext, withRetries } from '../retry.ts';
import type { RetryPolicy } from '../run-options.ts';
import { BufferedResponse } from './buffered-response.ts';
import { networkError } from './network-error.ts';
import { type RateLimits, rateLimitKey } from './rate-limits.ts';
import { decodeBody, readBody } from './read-body.ts';
import { type RequestUrl, requestUrl } from './request-url.ts';
import { type Answer, requestMethod, send } from './send.ts';
import { askedWait, statusError } from './status-error.ts';
import { StreamedResponse } from './streamed-response.ts';

const defaultMaxBytes = 64 * 1024 * 1024;
const spreadMs = 500;
const errorBodyBytes = 64 * 1024;

export interface HttpSessionOptions {
  readonly dispatcher: Dispatcher;
  readonly limits: RateLimits;
  readonly retry: RetryPolicy;
  readonly signal: AbortSignal;
  readonly onRequest?: (method: string, url: string, attempt: number) => void;
  readonly onResponse?: (response: ResponseEvent) => void;
  readonly onWait?: (reason: string, until: Date) => void;
  /** Does the waiting; see {@link RetryContext.wait}. */
  readonly wait?: RetryContext['wait'];
}

/** The `http` that one stream's source is given. */
export function createHttpClient(options: HttpSessionOptions): HttpClient {
  return (input) => {
    const request: HttpRequest = typeof input === 'string' || input instanceof URL ? { url: input } : input;
    return exchange(request, options);
  };
}

async function exchange(request: HttpRequest, options: HttpSessionOptions): Promise<HttpResponse> {
  const target = requestUrl(request);
  const key = rateLimitKey(request, target.url);
  const signal = request.signal === undefined ? options.signal : AbortSignal.any([options.signal, request.signal]);
  let attempts = 0;
  const policy = request.retry === false ? { ...options.retry, retries: 0 } : options.retry;
  const attempt = async (): Promise<HttpResponse> => {
    await waitForLimit(key, signal, options);
    attempts += 1;
    const sent = { method: requestMethod(request), url: redact(target.shown), attempt: attempts };
    options.onRequest?.(sent.method, sent.url, attempts);
    const answer = await told(() => send(request, target.url, options.dispatcher, signal), sent, options);
    return receive(request, answer, target, attempts - 1, signal);
  };
  return withRetries(attempt, {
    policy,
    signal,
    askedWait,
    onWait: (error, waitMs) => {
      const until = Date.now() + waitMs;
      if (error.code === 'RATE_LIMITED') options.limits.block(key, until);
      options.onWait?.(error.message, new Date(until));
    },
    ...(options.wait === undefined ? {} : { wait: options.wait }),
  });
}

/** Tells how a request ended, once its answer's head is there: its body takes as long as whoever reads it. */
async function told(
  sending: () => Promise<Answer>,
  sent: Pick<ResponseEvent, 'method' | 'url' | 'attempt'>,
  { onResponse }: HttpSessionOptions,
): Promise<Answer> {
  const startedAt = new Date();
  const started = performance.now();
  const tell = (outcome: Pick<ResponseEvent, 'status' | 'error'>): void =>
    onResponse?.({ ...sent, startedAt, durationMs: performance.now() - started, ...outcome });
  try {
    const answer = await sending();
    tell({ status: answer.status });
    return answer;
  } catch (error) {
    tell({ error: HatcheryError.is(error) ? error.code : 'NETWORK' });
    throw error;
  }
}

/** Another stream under the same limit may have been told to wait. */
async function waitForLimit(key: string, signal: AbortSignal, options: HttpSessionOptions): Promise<void> {
  const remaining = options.limits.remaining(key, Date.now());
  if (remaining === 0) return;
  // So that those who waited for the same moment do not all come at it.
  const spread = Math.random() * Math.min(spreadMs, remaining);
  // A timer may fire a moment early; the rest of one's own wait is no news.
  if (remaining > 50) options.onWait?.('a rate limit that another request ran into', new Date(Date.now() + remaining));
  await (options.wait?.(remaining + spread) ?? pause(remaining + spread, signal));
}

async function receive(
  request: HttpRequest,
  answer: Answer,
  target: RequestUrl,
  retries: number,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const body = decodeBody(answer.body, answer.headers);
  try {
    const isAnswer = (answer.status >= 200 && answer.status < 300) || request.accept?.includes(answer.status) === true;
    if (!isAnswer) throw statusError(answer.status, answer.headers, await errorText(body), redact(target.shown));
    const head = {
      status: answer.status,
      headers: answer.headers,
      url: answer.url.href,
      evidence: evidence(request, answer, target, retries),
    };
    if (request.stream === true) return new StreamedResponse(head, body);
    return new BufferedResponse(head, await readBody(body, answer.url, request.maxBytes ?? defaultMaxBytes));
  } catch (error) {
    discard(body);
    signal.throwIfAborted();
    throw HatcheryError.is(error) ? error : networkError(error, target.url);
  }
}

/** What an error answer says, as far as it can be read: a broken body must not hide the status. */
async function errorText(body: Readable): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= errorBodyBytes) break;
    }
  } catch {
    // The status says enough.
  }
  return Buffer.concat(chunks).toString('utf8');
}

function evidence(request: HttpRequest, answer: Answer, target: RequestUrl, retries: number): HttpEvidence {
  const header = (name: string): string | undefined => answer.headers.get(name) ?? undefined;
  const optional = {
    date: header('date'),
    etag: header('etag'),
    lastModified: header('last-modified'),
    requestId: header('x-request-id') ?? header('x-amzn-requestid') ?? header('request-id') ?? header('cf-ray'),
  };
  return {
    method: requestMethod(request),
    url: redact(target.shown),
    status: answer.status,
    ...Object.fromEntries(
      Object.entries(optional)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, redact(value ?? '')]),
    ),
    fetchedAt: new Date().toISOString(),
    retries,
  };
}
