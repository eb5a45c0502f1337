import { HatcheryError, type HttpRequest, type QueryValue, Secret } from '@hatchery/core';

/** The URL to send and the one to show: in the latter each secret reads `[secret]`, and userinfo is left out. */
export interface RequestUrl {
  readonly url: URL;
  readonly shown: string;
}

/**
 * Puts a request's query onto its URL.
 *
 * @throws HatcheryError `NETWORK` if it is not an absolute http or https URL
 */
export function requestUrl(request: HttpRequest): RequestUrl {
  const url = parse(request.url);
  const secretKeys = new Set<string>();
  for (const [key, value] of Object.entries(request.query ?? {})) {
    for (const one of isList(value) ? value : [value]) {
      if (one === undefined || one === null) continue;
      if (Secret.is(one)) secretKeys.add(key);
      url.searchParams.append(key, Secret.is(one) ? one.reveal() : String(one));
    }
  }
  return { url, shown: shownUrl(url, secretKeys) };
}

function isList(value: QueryValue | readonly QueryValue[]): value is readonly QueryValue[] {
  return Array.isArray(value);
}

function parse(input: string | URL): URL {
  const url = URL.parse(String(input));
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return new URL(url);
  throw new HatcheryError('NETWORK', `"${String(input)}" is not an http or https URL.`, {
    hint: 'Give an absolute URL, such as https://api.example.com/v1/logs.',
  });
}

/** A URL as it may be shown: without userinfo, with the values of these keys hidden. */
export function shownUrl(url: URL, secretKeys: ReadonlySet<string> = new Set()): string {
  const copy = new URL(url);
  copy.username = '';
  copy.password = '';
  for (const key of secretKeys) copy.searchParams.set(key, '[secret]');
  return copy.href.replaceAll('%5Bsecret%5D', '[secret]');
}
