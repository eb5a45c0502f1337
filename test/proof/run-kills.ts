/**
 * Kills runs, many of them: `npm run test:kill [-- RUNS [SEED]]`. Each run has a seed of its own; to see one again, give 1
 * and its seed. Without a number of runs, or with 0, small runs are then killed at each of their steps.
 *
 * `npm run test:kill -- --shards [RUNS [SEED]]` kills tasks among sixteen, and then seventeen, that share their streams.
 */
import { allPairs } from './support/all-pairs.ts';
import { build } from './support/build.ts';
import { inTurns } from './support/in-turns.ts';
import { killAtStep } from './support/kill-at-step.ts';
import { killRun } from './support/kill-run.ts';
import { Random } from './support/random.ts';
import { runShards } from './support/run-shards.ts';

const shards = process.argv[2] === '--shards';
const [runs = shards ? 10 : 500, first = Date.now() % 1_000_000] = process.argv.slice(shards ? 3 : 2).map(Number);
const seeds = Array.from({ length: runs }, (_, n) => first + n);
let done = 0;
let failed = 0;

await build();
process.stdout.write(`${runs} runs, seeds ${first} to ${first + runs - 1}\n`);
const kill = async (seed: number): Promise<string[]> => {
  if (!shards) return killRun(seed);
  const { wrong, died } = await runShards(new Random(seed), 16);
  process.stdout.write(`seed ${seed}: ${died} tasks died\n`);
  return wrong.map((sentence) => `seed ${seed}: ${sentence}`);
};
await inTurns(seeds, async (seed) => {
  const wrong = await kill(seed).catch((error: unknown) => [`seed ${seed}: ${String(error)}`]);
  done += 1;
  if (wrong.length > 0) failed += 1;
  for (const sentence of wrong) process.stdout.write(`${sentence}\n`);
  if (shards || done % 25 === 0) process.stdout.write(`${done} of ${runs}, ${failed} failed\n`);
});
if (!shards && (process.argv[2] === undefined || runs === 0)) {
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
