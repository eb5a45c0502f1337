import { CursorGuard, HatcheryError, type Pipe } from '@hatchery/core';
import type { Feed } from './feeds.ts';
import { type FeedBody, type FeedPage, latestTime, requestFeed } from './feed-page.ts';
import type { OnePasswordOptions } from './options.ts';

/** How far a feed is collected. */
export type FeedPosition = {
  readonly cursor: string;
  /** RFC 3339: the latest event seen, or where the feed was begun. The way back in when the cursor is no longer known. */
  readonly since: string;
};

/** How much is collected again when a cursor is lost: events may be stored in another order than that of their timestamps. */
const replay = 10 * 60_000;

/** How long 1Password keeps its events. */
export const retention = 120 * 24 * 3_600_000;

export interface FeedContext {
  readonly config: OnePasswordOptions;
  readonly pipe: Pipe;
  readonly feed: Feed;
  readonly position: FeedPosition | undefined;
  readonly commit: (position: FeedPosition) => Promise<void>;
}

/**
 * Collects a feed up to its present end, or to the end of a bounded window.
 *
 * @returns what kept the service from being read to that end, as other feeds may go on; what fails in landing is thrown
 */
export async function collectFeed(context: FeedContext): Promise<unknown> {
  const { config, pipe, feed, commit } = context;
  const guard = new CursorGuard();
  let { position } = context;
  if (position !== undefined) guard.use(position.cursor);
  for (let count = 1; ; count += 1) {
    let page: FeedPage;
    try {
      page = await nextPage(context, position);
      if (page.hasMore) guard.use(page.cursor);
    } catch (error) {
      return error;
    }
    if (page.items.length > 0) await pipe.spout(page.response, { schemaHint: feed, format: 'json' });
    position = { cursor: page.cursor, since: later(position?.since ?? pipe.window.from.toISOString(), page) };
    await commit(position);
    if (!page.hasMore) return undefined;
    if (count === config.maxPages) return pageLimit(feed, count);
  }
}

async function nextPage({ config, pipe, feed }: FeedContext, position: FeedPosition | undefined): Promise<FeedPage> {
  const reset = (start: Date): FeedBody => ({
    limit: config.limit,
    start_time: start.toISOString(),
    ...(pipe.bounded ? { end_time: pipe.window.to.toISOString() } : {}),
  });
  if (position === undefined) return requestFeed(pipe.http, config, feed, reset(pipe.window.from));
  try {
    return await requestFeed(pipe.http, config, feed, { cursor: position.cursor });
  } catch (error) {
    if (!isUnknownCursor(error)) throw error;
    const start = replayStart(position, pipe);
    pipe.log.warn('1Password no longer knows the cursor; going on by time, with some events again.', {
      feed,
      start: start.toISOString(),
    });
    return requestFeed(pipe.http, config, feed, reset(start));
  }
}

function replayStart({ since }: FeedPosition, { bounded, window }: Pipe): Date {
  const earliest = bounded ? window.from.getTime() : window.to.getTime() - retention;
  return new Date(Math.max(Date.parse(since) - replay, earliest));
}

function isUnknownCursor(error: unknown): boolean {
  return HatcheryError.is(error) && error.code === 'HTTP_STATUS' && error.context['status'] === 400;
}

function later(since: string, page: FeedPage): string {
  return new Date(Math.max(Date.parse(since), latestTime(page.items) ?? 0)).toISOString();
}

function pageLimit(feed: Feed, count: number): HatcheryError {
  return new HatcheryError('PAGE_LIMIT', `There is more in ${feed} than maxPages lets one run take (${count}).`, {
    hint: 'What was collected is kept; the next run goes on there. Raise maxPages or limit, or run more often.',
  });
}
