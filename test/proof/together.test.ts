import { expect } from 'chai';
import { cursorFeed } from './feeds/cursor-feed.ts';
import { newestFirstFeed } from './feeds/newest-first-feed.ts';
import { allPairs } from './support/all-pairs.ts';
import { build } from './support/build.ts';
import { Random } from './support/random.ts';
import { runTogether } from './support/run-together.ts';
import { Scene } from './support/scene.ts';

const pairs = allPairs.filter(({ feed, place }) =>
  place.name === 'file' ? feed === cursorFeed : feed === newestFirstFeed && place.name === 's3',
);

describe('twenty processes that start one stream together, some of which die', function together() {
  this.timeout(120_000);
  before(build);

  for (const { feed, place } of pairs) {
    it(`write one history, from ${feed.name} to ${place.name}`, async () => {
      const seed = Date.now();
      await using scene = await Scene.open(feed, place);
      expect(await runTogether(scene, new Random(seed), 20, place.steps), `seed ${seed}`).to.deep.equal([]);
    });
  }
});
