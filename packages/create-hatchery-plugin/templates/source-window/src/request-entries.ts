import { cursorAt, type HttpClient, type HttpResponse, itemsAt } from '@hatchery/core';
import type { Options } from './options.ts';

/** What of the log to give. */
export interface EntriesQuery {
  /** Unix seconds, inclusive. */
  readonly oldest?: number;
  /** Unix seconds, inclusive. */
  readonly latest?: number;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** One answer, understood as far as paging needs it. */
export interface EntriesPage {
  /** The bytes as they came: spout this, and never what was parsed. */
  readonly response: HttpResponse;
  readonly entries: readonly unknown[];
  /** The cursor of the next, older page; `undefined` on the last one. */
  readonly next: string | undefined;
}

/**
 * Requests one page, newest entries first.
 *
 * @throws HatcheryError `HTTP_BODY` if the answer is no page of entries, and all that `http` throws
 */
export async function requestEntries(
  http: HttpClient,
  config: Pick<Options, 'baseUrl' | 'token'>,
  query: EntriesQuery,
): Promise<EntriesPage> {
  const response = await http({
    url: `${config.baseUrl}/audit-log`,
    auth: { bearer: config.token },
    query: { ...query },
  });
  const body = await response.json();
  return { response, entries: itemsAt(body, 'entries'), next: cursorAt(body, 'next_cursor') };
}
