import type { Readable } from 'node:stream';
import { HatcheryError, type HttpRequest, redact } from '@hatchery/core';
import { type Dispatcher, request as undiciRequest } from 'undici';
import { discard } from '../discard.ts';
import { authorization, plain } from './authorization.ts';
import { networkError } from './network-error.ts';
import { shownUrl } from './request-url.ts';

const maxRedirects = 5;
const redirects = new Set([301, 302, 303, 307, 308]);

/** What came back, the body unread. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly url: URL;
  readonly body: Readable;
}

/**
 * Sends a request once and follows redirects (RFC 9110 §15.4): headers and bodies, which may hold credentials, go to no
 * other origin than the one they were given for.
 *
 * @throws HatcheryError `NETWORK`, `TIMEOUT`; the signal's reason when aborted
 */
export async function send(
  request: HttpRequest,
  url: URL,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<Answer> {
  let method = requestMethod(request);
  let body = request.json === undefined ? request.body : JSON.stringify(request.json);
  let target = url;
  for (let hops = 0; ; hops++) {
    const headers = requestHeaders(request, target.origin === url.origin, body !== undefined);
    const answer = await sendOnce(target, method, headers, body, dispatcher, signal);
    const location = answer.headers.get('location');
    if (!redirects.has(answer.status) || location === null) return answer;
    discard(answer.body);
    if (hops === maxRedirects) {
      throw new HatcheryError('NETWORK', `${redact(shownUrl(url))} redirects more than ${maxRedirects} times.`);
    }
    target = redirectTarget(location, target);
    if (answer.status === 303 || (answer.status <= 302 && method === 'POST')) {
      method = 'GET';
      body = undefined;
    }
    if (body !== undefined && target.origin !== url.origin) {
      throw new HatcheryError(
        'NETWORK',
        `${redact(shownUrl(url))} wants its request sent to another server, ${target.host}.`,
        {
          hint: 'What the request holds may be secret. If that server is right, name it in the URL.',
        },
      );
    }
  }
}

export function requestMethod(request: HttpRequest): string {
  return request.method ?? (request.json === undefined && request.body === undefined ? 'GET' : 'POST');
}

function redirectTarget(location: string, from: URL): URL {
  const target = URL.parse(location, from.href);
  const downgraded = from.protocol === 'https:' && target?.protocol === 'http:';
  if (target !== null && !downgraded && /^https?:$/.test(target.protocol)) return target;
  throw new HatcheryError('NETWORK', `${redact(shownUrl(from))} redirects to a place that is not followed.`, {
    hint: 'Only http and https URLs are followed, and never from https to http.',
  });
}

function requestHeaders(request: HttpRequest, sameOrigin: boolean, hasBody: boolean): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json, */*;q=0.5', 'user-agent': 'hatchery' };
  if (hasBody && request.json !== undefined) headers['content-type'] = 'application/json';
  const credential = authorization(request.auth);
  if (credential !== undefined && sameOrigin) headers['authorization'] = credential.reveal();
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    if (value === undefined || (!sameOrigin && name.toLowerCase() !== 'accept')) continue;
    headers[name.toLowerCase()] = plain(value);
  }
  return headers;
}

async function sendOnce(
  url: URL,
  method: string,
  headers: Record<string, string>,
  body: string | Uint8Array | undefined,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const answer = await undiciRequest(url, { method, headers, body: body ?? null, dispatcher, signal });
    return { status: answer.statusCode, headers: toHeaders(answer.headers), url, body: answer.body };
  } catch (error) {
    signal.throwIfAborted();
    throw networkError(error, url);
  }
}

function toHeaders(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one);
  }
  return headers;
}
