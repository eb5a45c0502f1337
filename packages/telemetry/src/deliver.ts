import { HatcheryError } from '@hatchery/core';
import pRetry from 'p-retry';
import { EnvHttpProxyAgent, request } from 'undici';
import { reportFailed } from './report-failed.ts';

/** One request that tells somebody. */
export interface Delivery {
  /** What it is, for the error: "The report". */
  readonly what: string;
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For one try, in milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

const retries = 2;

/**
 * Sends a request, up to three times: statuses 408, 425, 429 and 5xx, broken connections and time-outs are tried again. A redirect
 * is not followed, as what is sent was meant for one server. The answer's body is not read.
 *
 * @throws HatcheryError `REPORT_FAILED`; the signal's reason when aborted
 */
export async function deliver(delivery: Delivery): Promise<void> {
  const { timeout, signal } = delivery;
  const dispatcher = new EnvHttpProxyAgent({ connect: { timeout } });
  try {
    await pRetry(() => sendOnce(delivery, dispatcher), {
      retries,
      minTimeout: 200,
      maxTimeout: 5_000,
      randomize: true,
      signal,
      shouldRetry: ({ error }) => HatcheryError.is(error) && error.transient,
    });
  } finally {
    await dispatcher.destroy();
  }
}

async function sendOnce(
  { what, method, url, headers, body, timeout, signal }: Delivery,
  dispatcher: EnvHttpProxyAgent,
): Promise<void> {
  const limit = AbortSignal.timeout(timeout);
  let status: number;
  try {
    const answer = await request(url, {
      method,
      headers: { ...authorizationIn(url), ...headers },
      body: body ?? null,
      dispatcher,
      signal: AbortSignal.any([signal, limit]),
    });
    answer.body.on('error', () => {}).destroy();
    status = answer.statusCode;
  } catch (cause) {
    signal.throwIfAborted();
    if (limit.aborted) throw reportFailed(what, url, `no answer within ${timeout} ms.`, { transient: true });
    throw reportFailed(what, url, `${messageOf(cause)}.`, { cause, transient: true });
  }
  if (status >= 200 && status < 300) return;
  const isRedirect = status >= 300 && status < 400;
  const reason = isRedirect ? `it answered ${status}, and redirects are not followed.` : `it answered ${status}.`;
  const transient = [408, 425, 429].includes(status) || status >= 500;
  throw reportFailed(what, url, reason, { transient });
}

/** The name and the password that a URL may hold: undici leaves them out. */
function authorizationIn({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '' && password === '') return {};
  const pair = [username, password].map(decodeURIComponent).join(':');
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** An AggregateError has one entry for each address that was tried, and says nothing itself. */
function messageOf(error: unknown): string {
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (!(inner instanceof Error)) return String(inner);
  return inner.message === '' ? inner.name : inner.message.replace(/\.$/, '');
}
