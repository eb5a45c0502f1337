import { createHash } from 'node:crypto';
import { cursorAt, followUrl, HatcheryError, type HttpResponse, itemsAt, nextLink, valueAt } from '@hatchery/core';
import type { Pagination } from './pagination-options.ts';
import type { PlannedRequest } from './plan.ts';

/** One answer, and what it says of the pages after it. */
export interface ReadPage {
  readonly response: HttpResponse;
  /** The items; `undefined` where the config does not say where they are. */
  readonly items: readonly unknown[] | undefined;
  /** The place after this page, as far as the page names one; on a last page too, with some services. */
  readonly place: string | undefined;
  readonly isLast: boolean;
}

/**
 * Reads what a page says.
 *
 * @param cursor what gave this page; `undefined` for the first
 * @throws HatcheryError `HTTP_BODY` if it is not what the config describes, `ORIGIN_REFUSED`
 */
export async function readPage(
  planned: PlannedRequest,
  response: HttpResponse,
  cursor: string | undefined,
): Promise<ReadPage> {
  const { items: path, itemsOptional, pagination } = planned.options;
  const document = looksInside(planned) ? await response.json() : undefined;
  const items = path === undefined ? undefined : itemsAt(document, path, { optional: itemsOptional === true });
  if (pagination === undefined) return { response, items, place: undefined, isLast: true };
  const place = placeAfter(planned, pagination, response, document, items, cursor);
  return { response, items, place, isLast: isLast(pagination, document, items, place) };
}

function looksInside({ options: { items, pagination } }: PlannedRequest): boolean {
  if (items !== undefined || pagination?.hasMore !== undefined || pagination?.done !== undefined) return true;
  return pagination !== undefined && 'path' in pagination && pagination.path !== undefined;
}

function placeAfter(
  planned: PlannedRequest,
  pagination: Pagination,
  response: HttpResponse,
  document: unknown,
  items: readonly unknown[] | undefined,
  cursor: string | undefined,
): string | undefined {
  if (pagination.kind === 'page') return String(Number(cursor ?? pagination.first) + 1);
  if (pagination.kind === 'offset') return String(Number(cursor ?? 0) + (items?.length ?? 0));
  if (pagination.kind === 'link') return pageUrl(planned, response, nextLink(response, pagination.rel));
  const found =
    pagination.path === undefined ? response.headers.get(pagination.header ?? '') : cursorAt(document, pagination.path);
  const token = found === null || found === '' ? undefined : found;
  return pagination.kind === 'nextUrl' ? pageUrl(planned, response, token) : token;
}

/** The URL of a next page, fit to be sent the credential and to be kept: without the secrets of our own query. */
function pageUrl(planned: PlannedRequest, response: HttpResponse, found: string | undefined): string | undefined {
  if (found === undefined) return undefined;
  const absolute = URL.parse(found, response.url)?.href;
  if (absolute === undefined) throw new HatcheryError('HTTP_BODY', 'The service names a next page that is no URL.');
  const url = new URL(followUrl(absolute, planned.url, planned.allowedHosts));
  for (const name of Object.keys(planned.options.secretQuery ?? {})) {
    if (url.searchParams.has(name)) url.searchParams.delete(name);
  }
  return url.href;
}

function isLast(
  pagination: Pagination,
  document: unknown,
  items: readonly unknown[] | undefined,
  place: string | undefined,
): boolean {
  const flag = pagination.hasMore ?? pagination.done;
  if (flag !== undefined) {
    const more = flagAt(document, flag) === (pagination.hasMore !== undefined);
    if (!more || place !== undefined) return !more;
    throw new HatcheryError('HTTP_BODY', `The page says by "${flag}" that there are more, but not where.`, {
      hint: 'See whether `pagination` names the right place of the cursor.',
    });
  }
  const isCounted = pagination.kind === 'page' || pagination.kind === 'offset';
  if ((isCounted || pagination.untilEmpty) && items?.length === 0) return true;
  if (isCounted && pagination.pageSize !== undefined) return (items?.length ?? 0) < pagination.pageSize;
  return place === undefined;
}

function flagAt(document: unknown, path: string): boolean {
  const value = valueAt(document, path);
  if (typeof value === 'boolean') return value;
  const found = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 100);
  throw new HatcheryError(
    'HTTP_BODY',
    `The page was to say at "${path}" whether there are more, but there is ${found}.`,
    {
      hint: 'The flag must be true or false on every page; correct the path in `pagination`.',
    },
  );
}

/** What tells two pages with the same bytes, for services that ignore a page's number. */
export async function fingerprint(response: HttpResponse): Promise<string> {
  return createHash('sha256')
    .update(await response.bytes())
    .digest('hex');
}
