import { type CollectContext, HatcheryError, pages, type Window } from '@hatchery/core';
import type { Options } from './options.ts';
import { type EntriesPage, requestEntries } from './request-entries.ts';

/** Collects one window, newest page first: each page landed, then committed with the cursor of the next. */
export async function collect({ config, pipe }: CollectContext<Options>): Promise<void> {
  // The cursor does not remember the filters: each request says them all again, or pages would run into older windows.
  const filters = { ...inclusiveSeconds(pipe.window), limit: config.limit };

  async function fetch(cursor: string | undefined): Promise<EntriesPage> {
    try {
      return await requestEntries(pipe.http, config, { ...filters, cursor });
    } catch (error) {
      if (cursor === undefined || !isExpired(error)) throw error;
      pipe.log.warn('Acme Cloud no longer knows the page cursor; collecting the window again from its start.');
      return requestEntries(pipe.http, config, filters);
    }
  }

  // A checkpoint is there only if this window was broken off.
  const start = pipe.checkpoint as string | undefined;
  for await (const { answer, next } of pages({ start, fetch, next: (page) => page.next })) {
    // A page may be empty and still have a next one: only a missing cursor is the end.
    if (answer.entries.length > 0) await pipe.spout(answer.response, { format: 'json' });
    // Returning covers the window; there is no cursor to keep then.
    if (next !== undefined) await pipe.commit(next);
  }
}

/** Here both ends belong to the span; of hatchery's window, `to` does not. */
function inclusiveSeconds({ from, to }: Window): { oldest: number; latest: number } {
  return { oldest: from.getTime() / 1000, latest: to.getTime() / 1000 - 1 };
}

function isExpired(error: unknown): boolean {
  return HatcheryError.is(error) && error.code === 'HTTP_STATUS' && error.context['status'] === 410;
}
