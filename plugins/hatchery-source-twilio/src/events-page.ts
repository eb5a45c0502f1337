import { cursorAt, followUrl, HatcheryError, type HttpResponse, itemsAt, valueAt } from '@hatchery/core';

/** One answer of `GET /Events`, understood as far as paging needs it. */
export interface EventsPage {
  /** The bytes as Twilio sent them. */
  readonly response: HttpResponse;
  readonly events: readonly unknown[];
  /** Path and query of the next page; `undefined` on the last one. */
  readonly next: string | undefined;
}

/**
 * Reads an answer.
 *
 * @param base a URL of the API: the next page has to be of the same origin
 * @throws HatcheryError `HTTP_BODY` if it is no page of events; `ORIGIN_REFUSED`
 */
export async function readEventsPage(response: HttpResponse, base: string): Promise<EventsPage> {
  const body = await response.json();
  const events = itemsAt(body, 'events');
  // What does not say that there is no next page is not taken for the last one.
  if (valueAt(body, 'meta.next_page_url') === undefined) {
    throw new HatcheryError(
      'HTTP_BODY',
      'The page does not say whether another one follows: it has no meta.next_page_url.',
    );
  }
  const url = cursorAt(body, 'meta.next_page_url');
  return { response, events, next: url && pathOf(followUrl(url, base)) };
}

/** The `event_date` of the first and the last event, as written; `undefined` if either has none. */
export function ends(events: readonly unknown[]): { readonly first: string; readonly last: string } | undefined {
  const first = dateOf(events[0]);
  const last = dateOf(events.at(-1));
  return first === undefined || last === undefined ? undefined : { first, last };
}

function dateOf(event: unknown): string | undefined {
  const date = valueAt(event, 'event_date');
  return typeof date === 'string' && !Number.isNaN(Date.parse(date)) ? date : undefined;
}

/** Without the origin, which is the configured one: a checkpoint must lead nowhere else. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
