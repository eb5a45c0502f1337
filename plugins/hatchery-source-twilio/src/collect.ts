import { type CollectContext, HatcheryError, pages, type Window } from '@hatchery/core';
import { ends, type EventsPage } from './events-page.ts';
import type { TwilioOptions } from './options.ts';
import { remaining, type Span } from './remaining.ts';
import { requestEvents } from './request-events.ts';

/** How far a window that was broken off has come. */
type Progress = {
  /** Path and query of the next page. */
  readonly next: string;
  /** The `event_date` of the first and the last event landed; null before there was one. */
  readonly landed: { readonly first: string; readonly last: string } | null;
};

/** Collects the window's pages, each landed as received and committed before the next is asked for. */
export async function collect({ config, pipe }: CollectContext<TwilioOptions>): Promise<void> {
  const whole = inclusiveSeconds(pipe.window);
  if (whole.end < whole.start) return;
  const progress = pipe.checkpoint as Progress | undefined;
  let landed = progress?.landed ?? null;

  async function fetch(next: string | undefined): Promise<EventsPage> {
    const { pageSize } = config;
    try {
      return await requestEvents(pipe.http, config, { ...whole, pageSize, next });
    } catch (error) {
      if (next === undefined || !isUnknownPage(error)) throw error;
      pipe.log.warn('Twilio no longer knows the page; going on by time, with some events again.', {
        ...landed,
      });
      return requestEvents(pipe.http, config, { ...remaining(whole, landed), pageSize });
    }
  }

  for await (const { answer, next } of pages({ start: progress?.next, fetch, next: (page) => page.next })) {
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

function isUnknownPage(error: unknown): boolean {
  if (!HatcheryError.is(error) || error.code !== 'HTTP_STATUS') return false;
  return [400, 404, 410].includes(Number(error.context['status']));
}
