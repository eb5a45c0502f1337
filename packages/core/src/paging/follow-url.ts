import { HatcheryError } from '../hatchery-error.ts';

/**
 * Checks a URL that a service sent, before a request with the credential goes there: it must have the origin of
 * the request it answers, or a host that the user allows. Whoever can forge one answer could otherwise have
 * the credential sent to a place of his own.
 *
 * @param next the URL, absolute or relative to `from`
 * @param from the URL that was configured
 * @param allowedHosts hosts (`files.example.com`, `files.example.com:8443`, `*.example.com`) besides
 * @returns the absolute URL, without a user name or password in it
 * @throws HatcheryError `ORIGIN_REFUSED`
 */
export function followUrl(next: string, from: string | URL, allowedHosts: readonly string[] = []): string {
  const base = new URL(from);
  const url = URL.parse(next, base.href);
  if (url === null) throw refused(`"${next.slice(0, 200)}", which is no URL`, base);
  url.username = '';
  url.password = '';
  if (url.origin === base.origin) return url.href;
  if (!/^https?:$/.test(url.protocol)) throw refused(`a URL that starts with ${url.protocol}`, base);
  if (base.protocol === 'https:' && url.protocol === 'http:') throw refused(`${url.host} without TLS`, base);
  if (allowedHosts.some((pattern) => hostMatches(url, pattern.toLowerCase()))) return url.href;
  throw refused(url.origin, base);
}

function hostMatches(url: URL, pattern: string): boolean {
  if (!pattern.startsWith('*.')) return url.host === pattern;
  return url.port === '' && url.hostname.endsWith(pattern.slice(1));
}

function refused(what: string, base: URL): HatcheryError {
  return new HatcheryError('ORIGIN_REFUSED', `${base.origin} points to ${what} for its next page.`, {
    hint: "The credential is sent to the configured origin only. If the other host is the service's own, allow it by name.",
  });
}
