import { allPairs, type Pair } from './all-pairs.ts';
import { killUntilDone } from './kill-until-done.ts';
import { Random } from './random.ts';
import { Scene } from './scene.ts';

/**
 * Kills a stream again and again until it is done. The seed decides everything: also which service and which store it is;
 * seeds that follow each other go through all of them.
 *
 * @returns what is wrong then, a sentence each
 */
export async function killRun(seed: number): Promise<string[]> {
  const { feed, place } = allPairs[seed % allPairs.length] as Pair;
  await using scene = await Scene.open(feed, place);
  const wrong = await killUntilDone(scene, new Random(seed), place.steps);
  return wrong.map((sentence) => `seed ${seed} (${feed.name} to ${place.name}): ${sentence}`);
}
