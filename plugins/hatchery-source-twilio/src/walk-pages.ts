import { HatcheryError, type Page, pages } from '@hatchery/core';
import type { EventsPage } from './events-page.ts';

export interface WalkOptions {
  /** Where to begin; `undefined` for the first page. */
  readonly start: string | undefined;
  readonly fetch: (next: string | undefined) => Promise<EventsPage>;
  /** Called when Twilio no longer knows a page that it named. The walk then begins anew, without it. */
  readonly onLost: () => void;
}

/**
 * Walks from page to page, and begins anew where one is lost: once, as a service that forgets each page at once would
 * keep it walking for ever.
 */
export async function* walkPages({ start, fetch, onLost }: WalkOptions): AsyncGenerator<Page<EventsPage>, void> {
  const next = (page: EventsPage): string | undefined => page.next;
  let wanted = start;
  try {
    for await (const page of pages({ start, fetch, next })) {
      wanted = page.next;
      yield page;
    }
    return;
  } catch (error) {
    if (wanted === undefined || !isUnknownPage(error)) throw error;
  }
  onLost();
  // The pages may have the same names as before: what was seen then does not count.
  yield* pages({ fetch, next });
}

function isUnknownPage(error: unknown): boolean {
  if (!HatcheryError.is(error) || error.code !== 'HTTP_STATUS') return false;
  return [400, 404, 410].includes(Number(error.context['status']));
}
