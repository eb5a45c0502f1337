import { setTimeout as pause } from 'node:timers/promises';

/** Resolves when a count has stopped to rise. A slow machine can only hide a fault here, never make one up. */
export async function untilSteady(count: () => number): Promise<void> {
  let last = -1;
  while (count() !== last) {
    last = count();
    await pause(200);
  }
}
