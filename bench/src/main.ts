/**
 * `npm run bench [-- WORKLOAD…] [--rounds N]`: measures hatchery beside the least that the same work can
 * cost, prints the medians, and keeps every measurement in `bench/results/`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { allWorkloads } from './all-workloads.ts';
import { compare, type Comparison } from './compare.ts';
import { formatComparison } from './format-comparison.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' } },
});
const rounds = Number(values.rounds);
const names = allWorkloads.map(({ name }) => name);
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) throw new Error(`There is no workload ${unknown.join(', ')}; there are ${names.join(', ')}.`);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number from 1 on.');

const comparisons: Comparison[] = [];
for (const workload of allWorkloads) {
  if (positionals.length > 0 && !positionals.includes(workload.name)) continue;
  const comparison = await compare(workload, rounds);
  comparisons.push(comparison);
  process.stdout.write(`${formatComparison(comparison)}\n`);
}

const folder = resolve(import.meta.dirname, '..', 'results');
const time = new Date().toISOString();
const file = join(folder, `${time.replaceAll(':', '')}.json`);
const machine = {
  node: process.version,
  platform: process.platform,
  arch: process.arch,
  cpus: cpus().map(({ model }) => model),
};
await mkdir(folder, { recursive: true });
await writeFile(file, `${JSON.stringify({ time, machine, rounds, comparisons }, undefined, 2)}\n`);
process.stdout.write(`All measurements are in ${file}\n`);
