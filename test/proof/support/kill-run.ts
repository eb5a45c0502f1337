import { allFeeds } from '../feeds/all-feeds.ts';
import { allPlaces } from '../places/all-places.ts';
import { killUntilDone } from './kill-until-done.ts';
import { Random } from './random.ts';
import { Scene } from './scene.ts';

const pairs = allFeeds.flatMap((feed) => allPlaces.map((place) => ({ feed, place })));

/**
 * Kills a stream again and again until it is done. The seed decides everything: also which service and which store it is;
 * seeds that follow each other go through all of them.
 *
 * @returns what is wrong then, a sentence each
 */
export async function killRun(seed: number): Promise<string[]> {
  const { feed, place } = pairs[seed % pairs.length] as (typeof pairs)[number];
  await using scene = await Scene.open(feed, place);
  const wrong = await killUntilDone(scene, new Random(seed), place.steps);
  return wrong.map((sentence) => `seed ${seed} (${feed.name} to ${place.name}): ${sentence}`);
}

/** So many seeds in a row make every pair of service and store happen once. */
export const seedsOfAllPairs: number = pairs.length;
