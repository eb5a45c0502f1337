import { HatcheryError } from '../hatchery-error.ts';
import type { HttpResponse } from '../http.ts';
import { parseLinkHeader } from './link-header.ts';

/**
 * The URL that an answer's `Link` header names as the next page, absolute; `undefined` on the last page.
 * Follow it through {@link followUrl}, as a credential goes along.
 *
 * @param rel the relation type to look for @default 'next'
 * @throws HatcheryError `HTTP_BODY` if it is no URL
 */
export function nextLink(response: Pick<HttpResponse, 'headers' | 'url'>, rel = 'next'): string | undefined {
  const wanted = rel.toLowerCase();
  const link = parseLinkHeader(response.headers.get('link')).find(({ rels }) => rels.includes(wanted));
  if (link === undefined) return undefined;
  const url = URL.parse(link.url, response.url);
  if (url !== null) return url.href;
  throw new HatcheryError('HTTP_BODY', `The Link header names "${link.url}" as its ${rel} page, which is no URL.`);
}
