import { type HttpClient, type HttpResponse, itemsAt } from '@hatchery/core';
import type { Options } from './options.ts';

export interface EventsQuery {
  /** RFC 3339, inclusive; with `after_id`, only events of this time with a greater id, and later ones. */
  readonly since?: string | undefined;
  readonly after_id?: string | undefined;
  /** RFC 3339, exclusive. */
  readonly until?: string;
  readonly limit: number;
}

/** One answer. */
export interface EventsPage {
  /** The bytes as they came: spout this, and never what was parsed. */
  readonly response: HttpResponse;
  readonly events: readonly unknown[];
}

/**
 * Requests one page, oldest events first.
 *
 * @throws HatcheryError `HTTP_BODY` if the answer is no page of events, and all that `http` throws
 */
export async function requestEvents(
  http: HttpClient,
  config: Pick<Options, 'baseUrl' | 'token'>,
  query: EventsQuery,
): Promise<EventsPage> {
  const response = await http({
    url: `${config.baseUrl}/events`,
    auth: { bearer: config.token },
    // The default order is newest first: going on from its first page would lose all pages behind it.
    query: { order: 'asc', ...query },
  });
  return { response, events: itemsAt(await response.json(), 'events') };
}
