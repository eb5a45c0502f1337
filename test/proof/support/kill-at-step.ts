import type { Pair } from './all-pairs.ts';
import { Scene } from './scene.ts';

/**
 * Kills a small run at its nth step, counted from 1, and lets the next one finish what it left.
 *
 * @returns what is wrong then; `undefined` if a run has no such step
 */
export async function killAtStep({ feed, place }: Pair, killAt: number): Promise<string[] | undefined> {
  await using scene = await Scene.open(feed, place, 3);
  const killed = await scene.start({ killAt }).ended;
  if (killed.code === 0) return undefined;
  const wrong = killed.code === 137 ? [] : [`the run exited ${killed.code}:\n${killed.log}`];
  scene.feed.arrive(1);
  scene.settle();
  const next = await scene.start().ended;
  if (next.code !== 0) wrong.push(`the next run exited ${next.code}:\n${next.log}`);
  wrong.push(...(await scene.problems()));
  return wrong.map((sentence) => `step ${killAt} (${feed.name} to ${place.name}): ${sentence}`);
}
