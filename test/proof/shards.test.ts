import { expect } from 'chai';
import { build } from './support/build.ts';
import { Random } from './support/random.ts';
import { runShards } from './support/run-shards.ts';

describe('a job of three tasks, some of which die or come twice, and then of four', function shards() {
  this.timeout(120_000);
  before(build);

  it('brings every stream to its end, and each event once', async () => {
    const seed = Date.now();
    const { wrong } = await runShards(new Random(seed), 3);
    expect(wrong, `seed ${seed}`).to.deep.equal([]);
  });
});
