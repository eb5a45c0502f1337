import { expect } from 'chai';
import { allPairs } from './support/all-pairs.ts';
import { Random } from './support/random.ts';
import { runUpset } from './support/run-upset.ts';
import { Scene } from './support/scene.ts';

describe('a stream whose service and store fail at random', function upset() {
  this.timeout(60_000);

  for (const { feed, place } of allPairs) {
    it(`loses nothing and takes nothing twice, from ${feed.name} to ${place.name}`, async () => {
      const seed = Date.now();
      await using scene = await Scene.open(feed, place);
      expect(await runUpset(scene, new Random(seed)), `seed ${seed}`).to.deep.equal([]);
    });
  }
});
