import { faults } from '@hatchery/testkit';
import type { Random } from './random.ts';
import type { Scene } from './scene.ts';

const exitCodes = new Set([0, 75, 137]);

/**
 * Starts processes that all run one stream at the same time; some of them die at one of their steps.
 *
 * @returns what is wrong once all have ended and one more has run: a sentence each
 */
export async function runTogether(scene: Scene, random: Random, processes: number, steps: number): Promise<string[]> {
  scene.feed.server.inject(
    faults.observe(() => scene.feed.arrive(2)),
    { after: random.between(0, 6) },
  );
  const running = Array.from({ length: processes }, () => {
    const killAt = random.chance(0.4) ? random.between(1, steps) : undefined;
    return scene.start({ killAt }).ended;
  });
  const ended = await Promise.all(running);
  const wrong = ended
    .filter(({ code }) => !exitCodes.has(code))
    .map(({ code, log }) => `a run exited ${code}:\n${log}`);
  scene.feed.server.heal();
  scene.settle();
  const last = await scene.start().ended;
  if (last.code !== 0) wrong.push(`the last run exited ${last.code}:\n${last.log}`);
  return [...wrong, ...(await scene.problems())];
}
