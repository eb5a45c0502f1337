import { faults } from '@hatchery/testkit';
import type { Ended } from './hatchery-process.ts';
import type { Random } from './random.ts';
import type { Scene } from './scene.ts';

/**
 * Runs a stream, kills it, and runs it again, a few times over, while events go on happening; then lets it run to its end.
 *
 * @param steps about how many steps a run takes: it dies at one of them, or when the service gets a certain request
 * @returns what is wrong then, a sentence each
 */
export async function killUntilDone(scene: Scene, random: Random, steps: number): Promise<string[]> {
  const wrong: string[] = [];
  for (let kills = random.between(1, 4); kills > 0; kills--) {
    letEventsArrive(scene, random);
    const { code, log } = await runToDeath(scene, random, steps);
    if (code !== 137 && code !== 0) wrong.push(`a run exited ${code}:\n${log}`);
    scene.feed.server.heal();
    scene.clock.jump(random.between(0, 30_000));
  }
  scene.settle();
  const { code, log } = await scene.start().ended;
  if (code !== 0) wrong.push(`the last run exited ${code}:\n${log}`);
  return [...wrong, ...(await scene.problems())];
}

/** Now, or while the run is at work. */
function letEventsArrive({ feed }: Scene, random: Random): void {
  const count = random.between(0, 2);
  if (count === 0) return;
  if (random.chance(0.5)) feed.arrive(count);
  else
    feed.server.inject(
      faults.observe(() => feed.arrive(count)),
      { after: random.between(0, 6) },
    );
}

async function runToDeath(scene: Scene, random: Random, steps: number): Promise<Ended> {
  if (random.chance(0.8)) return scene.start({ killAt: random.between(1, steps) }).ended;
  const process = scene.start();
  scene.feed.server.inject(
    faults.observe(() => process.kill()),
    { after: random.between(0, 6) },
  );
  return process.ended;
}
