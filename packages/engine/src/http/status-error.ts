import { HatcheryError, redact } from '@hatchery/core';
import { retryAfter } from './retry-after.ts';

const transientStatuses = new Set([408, 425, 429]);
const excerptLength = 300;

/** The wait that a server asked for with an error, kept beside the error it belongs to. */
const askedWaits = new WeakMap<HatcheryError, number>();

export function askedWait(error: HatcheryError): number | undefined {
  return askedWaits.get(error);
}

/** An answer that is an error, as one of ours: the status, what the server said (without secrets), what to do. */
export function statusError(status: number, headers: Headers, body: string, shownUrl: string): HatcheryError {
  const said = excerpt(body, headers.get('content-type') ?? '');
  const limited = status === 429 || (status === 403 && isLimitHeader(headers));
  const wait = retryAfter(headers, Date.now(), limited);
  const error = new HatcheryError(codeOf(status, limited), sentence(status, limited, shownUrl, said), {
    hint: hintOf(status, limited),
    context: { status, url: redact(shownUrl) },
    transient: limited || transientStatuses.has(status) || status >= 500,
  });
  if (wait !== undefined && (limited || error.transient)) askedWaits.set(error, wait);
  return error;
}

/** GitHub and some others answer 403 when a limit is used up, and say so in a header. */
function isLimitHeader(headers: Headers): boolean {
  return headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0';
}

function codeOf(status: number, limited: boolean): 'RATE_LIMITED' | 'UNAUTHORIZED' | 'HTTP_STATUS' {
  if (limited) return 'RATE_LIMITED';
  return status === 401 || status === 403 ? 'UNAUTHORIZED' : 'HTTP_STATUS';
}

function sentence(status: number, limited: boolean, shownUrl: string, said: string): string {
  const verdict = limited ? `asks to slow down (${status})` : `answered ${status}`;
  return `${redact(shownUrl)} ${verdict}${said === '' ? '.' : `: ${said}`}`;
}

function hintOf(status: number, limited: boolean): string | undefined {
  if (limited) return 'Run it less often, or give fewer streams one credential.';
  if (status === 401) return 'The credential is missing, wrong or has expired.';
  if (status === 403) return 'The credential is known, but may not do this: look at its scopes or roles.';
  return undefined;
}

/** The start of what a server said, on one line; of an HTML page only its title. Redacted before it is cut. */
export function excerpt(body: string, contentType = ''): string {
  const isHtml = contentType.includes('html') || /^\s*</.test(body);
  const text = isHtml ? (/<title[^>]*>([^<]*)/i.exec(body)?.[1] ?? 'an HTML page') : body;
  const line = redact(text)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line.length > excerptLength ? `${line.slice(0, excerptLength)}…` : line;
}
