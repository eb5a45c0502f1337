import { cursorAt, HatcheryError, type HttpClient, type HttpResponse, itemsAt, valueAt } from '@hatchery/core';
import type { Feed } from './feeds.ts';
import { baseUrlOf, type OnePasswordOptions } from './options.ts';
import { withHint } from './with-hint.ts';

/** What the service takes: a place to go on at, or a new beginning. Never both. */
export type FeedBody =
  | { readonly cursor: string }
  | { readonly limit: number; readonly start_time: string; readonly end_time?: string };

/** One answer, understood as far as paging needs it. */
export interface FeedPage {
  /** The bytes as 1Password sent them. */
  readonly response: HttpResponse;
  readonly items: readonly unknown[];
  /** Where to go on, in this run or in any later one. */
  readonly cursor: string;
  /** More may be there at once; the next page may be empty all the same. */
  readonly hasMore: boolean;
}

/**
 * Requests one page of a feed.
 *
 * @throws HatcheryError `HTTP_BODY` if the answer is no page, and what `pipe.http` throws
 */
export async function requestFeed(
  http: HttpClient,
  config: OnePasswordOptions,
  feed: Feed,
  body: FeedBody,
): Promise<FeedPage> {
  const url = `${baseUrlOf(config)}/api/${config.apiVersion}/${feed}`;
  const response = await http({ url, method: 'POST', auth: { bearer: config.token }, json: body }).catch(withHint);
  const page = await response.json();
  const cursor = cursorAt(page, 'cursor');
  if (cursor === undefined) {
    throw new HatcheryError('HTTP_BODY', `1Password's answer for ${feed} has no cursor.`, {
      hint: 'Every answer of the Events API has one: another service may have answered.',
    });
  }
  return { response, items: itemsAt(page, 'items'), cursor, hasMore: valueAt(page, 'has_more') === true };
}

/** The latest `timestamp` of some items, milliseconds since 1970; `undefined` if none has one. */
export function latestTime(items: readonly unknown[]): number | undefined {
  const times = items
    .map((item) => Date.parse(String(valueAt(item, 'timestamp'))))
    .filter((time) => !Number.isNaN(time));
  return times.length === 0 ? undefined : times.reduce((a, b) => Math.max(a, b));
}
