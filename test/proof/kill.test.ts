import { expect } from 'chai';
import { allPairs } from './support/all-pairs.ts';
import { build } from './support/build.ts';
import { inTurns } from './support/in-turns.ts';
import { killRun } from './support/kill-run.ts';

describe('a run that is killed again and again', function killed() {
  this.timeout(120_000);
  before(build);

  it('ends as if it had never been, from every kind of service to every store', async () => {
    const wrong: string[] = [];
    await inTurns(allPairs.keys(), async (seed) => void wrong.push(...(await killRun(seed))));
    expect(wrong).to.deep.equal([]);
  });
});
