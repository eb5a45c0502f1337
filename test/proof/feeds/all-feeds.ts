import { ascendingFeed } from './ascending-feed.ts';
import { availabilityFeed } from './availability-feed.ts';
import { cursorFeed } from './cursor-feed.ts';
import type { FeedKind } from './feed.ts';
import { newestFirstFeed } from './newest-first-feed.ts';
import { queueFeed } from './queue-feed.ts';

/** Every way in which sources resume. */
export const allFeeds: readonly FeedKind[] = [cursorFeed, newestFirstFeed, ascendingFeed, availabilityFeed, queueFeed];
