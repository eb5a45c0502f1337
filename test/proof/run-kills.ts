/**
 * Kills runs, many of them: `npm run test:kill [-- RUNS [SEED]]`. Each run has a seed of its own; to see one again, give 1
 * and its seed. Without a number of runs, or with 0, small runs are then killed at each of their steps.
 */
import { allPairs } from './support/all-pairs.ts';
import { build } from './support/build.ts';
import { inTurns } from './support/in-turns.ts';
import { killAtStep } from './support/kill-at-step.ts';
import { killRun } from './support/kill-run.ts';

const [runs = 500, first = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const seeds = Array.from({ length: runs }, (_, n) => first + n);
let done = 0;
let failed = 0;

await build();
process.stdout.write(`${runs} runs, seeds ${first} to ${first + runs - 1}\n`);
await inTurns(seeds, async (seed) => {
  const wrong = await killRun(seed).catch((error: unknown) => [`seed ${seed}: ${String(error)}`]);
  done += 1;
  if (wrong.length > 0) failed += 1;
  for (const sentence of wrong) process.stdout.write(`${sentence}\n`);
  if (done % 25 === 0) process.stdout.write(`${done} of ${runs}, ${failed} failed\n`);
});
if (process.argv[2] === undefined || runs === 0) {
  await inTurns(allPairs, async (pair) => {
    const before = failed;
    let step = 1;
    for (let wrong: string[] | undefined = []; wrong !== undefined; step++) {
      wrong = await killAtStep(pair, step);
      for (const sentence of wrong ?? []) process.stdout.write(`${sentence}\n`);
      if (wrong !== undefined) done += 1;
      if ((wrong ?? []).length > 0) failed += 1;
    }
    process.stdout.write(`${step - 2} steps from ${pair.feed.name} to ${pair.place.name}, ${failed - before} failed\n`);
  });
}
process.stdout.write(`${done - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
