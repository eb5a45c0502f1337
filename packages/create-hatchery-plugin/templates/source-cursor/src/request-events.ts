import { cursorAt, type HttpClient, HatcheryError, type HttpResponse, itemsAt, valueAt } from '@hatchery/core';
import type { Options } from './options.ts';

/** Where in the log to read: after a cursor, or from a time on. */
export interface Place {
  readonly cursor?: string;
  readonly since?: string;
  readonly until?: string;
}

/** One answer, understood as far as paging needs it. */
export interface EventsPage {
  /** The bytes as they came: spout this, and never what was parsed. */
  readonly response: HttpResponse;
  readonly events: readonly unknown[];
  readonly cursor: string;
  readonly hasMore: boolean;
}

/**
 * Requests one page, oldest events first.
 *
 * @throws HatcheryError `HTTP_BODY` if the answer is no page of events, and all that `http` throws
 */
export async function requestEvents(
  http: HttpClient,
  config: Pick<Options, 'baseUrl' | 'token' | 'limit'>,
  place: Place & { readonly limit?: number },
): Promise<EventsPage> {
  const response = await http({
    url: `${config.baseUrl}/events`,
    auth: { bearer: config.token },
    query: { limit: config.limit, ...place },
  });
  const body = await response.json();
  const events = itemsAt(body, 'events');
  const cursor = cursorAt(body, 'cursor');
  const hasMore = valueAt(body, 'has_more');
  // Never take an answer that is not understood for the end of the log: that would lose events in silence.
  if (cursor === undefined || typeof hasMore !== 'boolean') {
    throw new HatcheryError('HTTP_BODY', 'Acme Cloud sent a page without "cursor" and "has_more".');
  }
  return { response, events, cursor, hasMore };
}
