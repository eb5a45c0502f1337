import type { CollectContext, Window } from '@hatchery/core';
import { ends } from './events-page.ts';
import type { TwilioOptions } from './options.ts';
import { remaining, type Span } from './remaining.ts';
import { requestEvents } from './request-events.ts';
import { walkPages } from './walk-pages.ts';

/** How far a window that was broken off has come. */
type Progress = {
  /** Path and query of the next page. */
  readonly next: string;
  /** The `event_date` of the first and the last event landed; null before there was one. */
  readonly landed: { readonly first: string; readonly last: string } | null;
};

/** Collects the window's pages, each landed as received and committed before the next is asked for. */
export async function collect({ config, pipe }: CollectContext<TwilioOptions>): Promise<void> {
  let span = inclusiveSeconds(pipe.window);
  if (span.end < span.start) return;
  const progress = pipe.checkpoint as Progress | undefined;
  let landed = progress?.landed ?? null;

  const walk = walkPages({
    start: progress?.next,
    fetch: (next) => requestEvents(pipe.http, config, { ...span, pageSize: config.pageSize, next }),
    onLost() {
      pipe.log.warn('Twilio no longer knows the page; going on by time, with some events again.', { ...landed });
      span = remaining(span, landed);
    },
  });
  for await (const { answer, next } of walk) {
    if (answer.events.length > 0) await pipe.spout(answer.response, { format: 'json' });
    if (next === undefined) return;
    const page = ends(answer.events);
    if (page !== undefined) landed = { first: landed?.first ?? page.first, last: page.last };
    await pipe.commit({ next, landed });
  }
}

/** Twilio's ends are whole seconds that both belong to the window; the host's `to` does not. */
function inclusiveSeconds({ from, to }: Window): Span {
  const seconds = (time: Date): number => Math.ceil(time.getTime() / 1000);
  return { start: new Date(seconds(from) * 1000), end: new Date((seconds(to) - 1) * 1000) };
}
