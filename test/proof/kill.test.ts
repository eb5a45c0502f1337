import { expect } from 'chai';
import { build } from './support/build.ts';
import { inTurns } from './support/in-turns.ts';
import { killRun, seedsOfAllPairs } from './support/kill-run.ts';

describe('a run that is killed again and again', function killed() {
  this.timeout(120_000);
  before(build);

  it('ends as if it had never been, from every kind of service to every store', async () => {
    const wrong: string[] = [];
    const seeds = Array.from({ length: seedsOfAllPairs }, (_, n) => n);
    await inTurns(seeds, async (seed) => void wrong.push(...(await killRun(seed))));
    expect(wrong).to.deep.equal([]);
  });
});
