/**
 * Kills runs, many of them: `npm run test:kill [-- RUNS [SEED]]`. Each run has a seed of its own; to see one again, give 1
 * and its seed.
 */
import { build } from './support/build.ts';
import { inTurns } from './support/in-turns.ts';
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
process.stdout.write(`${runs - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
