import { expect } from 'chai';
import { allPairs } from './support/all-pairs.ts';
import { Random } from './support/random.ts';
import { runUpset } from './support/run-upset.ts';
import { Scene } from './support/scene.ts';

describe('a stream whose service and store fail at random', function upset() {
  this.timeout(120_000);

  // All at once, as they mostly wait until it is time to try again.
  const runs = new Map<string, ReturnType<typeof problemsOf>>();
  before(() => {
    for (const pair of allPairs) {
      const problems = problemsOf(pair);
      problems.catch(() => {});
      runs.set(titleOf(pair), problems);
    }
  });

  for (const pair of allPairs) {
    it(titleOf(pair), async () => {
      expect(await runs.get(titleOf(pair))).to.deep.include({ problems: [] });
    });
  }
});

function titleOf({ feed, place }: (typeof allPairs)[number]): string {
  return `loses nothing and takes nothing twice, from ${feed.name} to ${place.name}`;
}

async function problemsOf({ feed, place }: (typeof allPairs)[number]) {
  const seed = Math.floor(Math.random() * 2 ** 32);
  await using scene = await Scene.open(feed, place);
  return { seed, problems: await runUpset(scene, new Random(seed)) };
}
