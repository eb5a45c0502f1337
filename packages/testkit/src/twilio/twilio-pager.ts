import type { TwilioEvent } from './twilio-event.ts';
import { filterNames, type TwilioQuery } from './twilio-query.ts';

/** Cuts a list into pages by tokens that it gives out itself. */
export interface TwilioPager {
  /** The events from a token on, in order; `undefined` if it did not give out the token. */
  ahead(events: readonly TwilioEvent[], token: string | undefined): TwilioEvent[] | undefined;
  /** What stands beside a page. @param before the events of this page if another one follows, else none */
  meta(
    url: string,
    asked: URLSearchParams,
    query: TwilioQuery,
    before: readonly TwilioEvent[],
  ): Readonly<Record<string, unknown>>;
  /** Forgets all tokens. */
  expire(): void;
}

/**
 * @param first which events come first
 * @param repeatsFilters whether the next page's URL says the filters again
 */
export function twilioPager(first: 'newest' | 'oldest', repeatsFilters: boolean): TwilioPager {
  const given = new Map<string, TwilioEvent>();
  const direction = first === 'newest' ? -1 : 1;
  const inOrder = (a: TwilioEvent, b: TwilioEvent): number => direction * byTime(a, b);

  function nextUrl(url: string, asked: URLSearchParams, query: TwilioQuery, last: TwilioEvent): string {
    const token = `PA${last.sid}`;
    given.set(token, last);
    const filters = filterNames.flatMap((name): [string, string][] => {
      const value = asked.get(name);
      return value === null || !repeatsFilters ? [] : [[name, value]];
    });
    const page = { PageSize: String(query.pageSize), Page: String(query.page + 1), PageToken: token };
    return `${url}?${new URLSearchParams([...filters, ...Object.entries(page)]).toString()}`;
  }

  return {
    ahead(events, token) {
      const sorted = events.toSorted(inOrder);
      if (token === undefined) return sorted;
      const last = given.get(token);
      return last && sorted.filter((event) => inOrder(last, event) < 0);
    },
    meta(url, asked, query, before) {
      const last = before.at(-1);
      const firstPage = new URLSearchParams({ PageSize: String(query.pageSize), Page: '0' });
      return {
        page: query.page,
        page_size: query.pageSize,
        first_page_url: `${url}?${firstPage.toString()}`,
        previous_page_url: query.page === 0 ? null : `${url}?${firstPage.toString()}`,
        url: `${url}?${asked.toString()}`,
        next_page_url: last === undefined ? null : nextUrl(url, asked, query, last),
        key: 'events',
      };
    },
    expire: () => given.clear(),
  };
}

function byTime(a: TwilioEvent, b: TwilioEvent): number {
  return Date.parse(a.event_date) - Date.parse(b.event_date) || (a.sid < b.sid ? -1 : Number(a.sid > b.sid));
}
