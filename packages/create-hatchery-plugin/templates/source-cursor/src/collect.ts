import { type CollectContext, CursorGuard, HatcheryError } from '@hatchery/core';
import type { Options } from './options.ts';
import { type EventsPage, requestEvents } from './request-events.ts';

/** Reads the log from the last cursor to its present end: each page landed, then committed with the cursor behind it. */
export async function collect(context: CollectContext<Options>): Promise<void> {
  const { pipe } = context;
  // A cursor that comes again would send us round in circles.
  const guard = new CursorGuard();
  let cursor = pipe.checkpoint as string | undefined;
  for (;;) {
    const page = await nextPage(context, cursor);
    if (page.events.length > 0) await pipe.spout(page.response, { format: 'json' });
    // Also after an empty page: the service moved on, and asking from the old place for ever would look healthy.
    await pipe.commit(page.cursor);
    if (!page.hasMore) return;
    guard.use(page.cursor);
    cursor = page.cursor;
  }
}

async function nextPage({ config, pipe }: CollectContext<Options>, cursor: string | undefined): Promise<EventsPage> {
  // `until` only where the user asked for exactly this window: else the log is read to its end, so that an event
  // that arrives late is behind the cursor, whatever its time.
  const fromStart = {
    since: pipe.window.from.toISOString(),
    ...(pipe.bounded ? { until: pipe.window.to.toISOString() } : {}),
  };
  if (cursor === undefined) return requestEvents(pipe.http, config, fromStart);
  try {
    return await requestEvents(pipe.http, config, { cursor });
  } catch (error) {
    if (!isExpired(error)) throw error;
    pipe.log.warn('Acme Cloud no longer knows the cursor; going on by time, with some events again.', {
      since: fromStart.since,
    });
    return requestEvents(pipe.http, config, fromStart);
  }
}

function isExpired(error: unknown): boolean {
  return HatcheryError.is(error) && error.code === 'HTTP_STATUS' && error.context['status'] === 410;
}
