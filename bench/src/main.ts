/**
 * `npm run bench [-- WORKLOAD…] [--rounds N] [--quick] [--prepare-peers]`: measures hatchery beside the least that the same work
 * can cost and beside its peers, and writes `bench/results/` and `docs/benchmarks.md`.
 * `--quick` does all of it with little of everything, to see that it runs, and writes nothing.
 */
import { parseArgs } from 'node:util';
import { allWorkloads } from './all-workloads.ts';
import { compare } from './compare.ts';
import { preparePeers } from './peers/prepare-peers.ts';
import { formatComparison } from './report/format-comparison.ts';
import { describeMachine } from './report/machine.ts';
import { writePage } from './report/page.ts';
import { readResults, writeResult } from './report/results-folder.ts';

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

const say = (line: string): void => void process.stderr.write(`${line}\n`);
if (values['prepare-peers']) await preparePeers(say);
else await measureAll();

async function measureAll(): Promise<void> {
  const chosen = allWorkloads.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  for (const workload of chosen) {
    const comparison = await compare(workload, {
      rounds,
      scale: values.quick ? 'quick' : 'full',
      onRun: (side, round, { wallMs }) =>
        say(`${workload.name}, round ${round}: ${side} took ${(wallMs / 1_000).toFixed(2)} s`),
    });
    process.stdout.write(`${formatComparison(comparison)}\n`);
    // What is measured with less of everything says nothing.
    if (values.quick) continue;
    await writeResult({ measuredAt: new Date().toISOString(), machine: await describeMachine(), ...comparison });
    await writePage(await readResults(names));
  }
}
