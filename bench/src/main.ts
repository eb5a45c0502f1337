/**
 * `npm run bench [-- WORKLOAD…] [--rounds N] [--quick] [--prepare-peers]`: measures hatchery beside the least that the same work
 * can cost and beside its peers, and writes `bench/results/` and `docs/benchmarks.md`.
 */
import { parseArgs } from 'node:util';
import { allWorkloads } from './all-workloads.ts';
import { compare } from './compare.ts';
import { formatComparison } from './report/format-comparison.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    'prepare-peers': { type: 'boolean', default: false },
  },
});
const names = allWorkloads.map(({ name }) => name);
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) throw new Error(`There is no workload ${unknown.join(', ')}; there are ${names.join(', ')}.`);
const rounds = values.quick ? 1 : Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number from 1 on.');

for (const workload of allWorkloads) {
  if (positionals.length > 0 && !positionals.includes(workload.name)) continue;
  const comparison = await compare(workload, {
    rounds,
    scale: values.quick ? 'quick' : 'full',
    onRun(side, round, { wallMs }) {
      process.stderr.write(`${workload.name}, round ${round}: ${side} took ${(wallMs / 1_000).toFixed(2)} s\n`);
    },
  });
  process.stdout.write(`${formatComparison(comparison)}\n`);
}
