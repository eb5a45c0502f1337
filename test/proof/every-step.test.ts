import { expect } from 'chai';
import { allPairs } from './support/all-pairs.ts';
import { build } from './support/build.ts';
import { inTurns } from './support/in-turns.ts';
import { killAtStep } from './support/kill-at-step.ts';
import { Random } from './support/random.ts';

describe('a small run that is killed at one of its steps', function killed() {
  this.timeout(120_000);
  before(build);

  it('is finished by the next one, whatever service and store it has', async () => {
    const random = new Random(Date.now());
    const wrong: string[] = [];
    // Half of the pairs, others each time; `npm run test:kill` takes all of them, and every step.
    const [start, half] = [random.between(0, 1), allPairs.length / 2];
    const chosen = allPairs.filter((_, index) => index % 2 === start);
    expect(chosen).to.have.length.within(half - 1, half + 1);
    await inTurns(chosen, async (pair) => {
      const step = random.between(1, Math.floor(pair.place.steps / 6));
      wrong.push(
        ...((await killAtStep(pair, step)) ?? [
          `there is no step ${step} from ${pair.feed.name} to ${pair.place.name}`,
        ]),
      );
    });
    expect(wrong).to.deep.equal([]);
  });
});
