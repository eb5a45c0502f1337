import { allFeeds } from '../feeds/all-feeds.ts';
import type { FeedKind } from '../feeds/feed.ts';
import { allPlaces } from '../places/all-places.ts';
import type { PlaceKind } from '../places/place.ts';

export interface Pair {
  readonly feed: FeedKind;
  readonly place: PlaceKind;
}

/** Every kind of service with every store. */
export const allPairs: readonly Pair[] = allFeeds.flatMap((feed) => allPlaces.map((place) => ({ feed, place })));
