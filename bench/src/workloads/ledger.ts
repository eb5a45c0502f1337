import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { count, wallMs } from '../goals/results.ts';
import { hatcheryRun } from '../hatchery-project.ts';
import { firstEntry, type LedgerSeed, renumber } from '../ledger/first-entry.ts';
import { layChain } from '../ledger/lay-chain.ts';
import { type GcsControl, startGcs } from '../servers/gcs-control.ts';
import { startServer } from '../servers/start-server.ts';
import { bareNode, floor } from '../sides/bare-node.ts';
import type { Command, Side, Workload } from '../workload.ts';

const lengths = { full: [10, 10_000, 1_000_000], quick: [10, 100, 1_000] } as const;
const labels = ['10', '10,000', '1,000,000'];
const inBucket = (label: string): string => `bucket, ${label} commits`;
const inFiles = (label: string): string => `files, ${label} commits`;

export const ledger: Workload = {
  name: 'ledger',
  title: 'The head of the ledger',
  description:
    '`hatchery run` of one stream with nothing new, whose ledger holds 10, 10,000 and 1,000,000 entries: in a bucket, where requests are counted, and in files. The older entries are made up: in the bucket they are only in listings, in files they are links to one; a run reads none of them. The floor lists one name and reads it.',
  goals: [
    {
      text: 'requests to the bucket at 1,000,000 commits, beyond those at 10',
      unit: 'requests',
      atMost: 3,
      value: (r) => r.paired([inBucket('1,000,000'), inBucket('10')], count('requests'), (many, few) => many - few),
    },
    {
      text: 'time in files at 1,000,000 commits beside 10',
      unit: '×',
      atMost: 1.25,
      value: (r) => r.ratio(inFiles('1,000,000'), inFiles('10'), wallMs),
    },
  ],

  async prepare(scale) {
    await using held = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'hatchery-bench-ledger-'));
    held.defer(() => rm(folder, { recursive: true }));
    const slack = `${held.use(await startServer('slack-server.ts', [0, 0])).url}/audit/v1`;
    const gcs = held.use(await startGcs());
    const seed = await firstEntry(slack, folder);
    const sides: Side[] = [];
    for (const [index, label] of labels.entries()) {
      const length = lengths[scale][index] ?? 0;
      sides.push(bucketSide(inBucket(label), length, { slack, gcs, seed }));
      const path = join(folder, String(length));
      await layChain(join(path, seed.prefix), length, seed);
      sides.push({
        name: inFiles(label),
        command: (project) => hatcheryRun(project, [stream(slack, { use: 'file', path })]),
        check: () => Promise.resolve({}),
      });
    }
    sides.push(bareSide({ slack, gcs, seed }));
    const owned = held.move();
    return { sides, skipped: [], [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose]() };
  },
};

interface Parts {
  readonly slack: string;
  readonly gcs: GcsControl;
  readonly seed: LedgerSeed;
}

function bucketSide(name: string, length: number, { slack, gcs, seed }: Parts): Side {
  const destination = { use: 'gcs', bucket: 'bench', apiEndpoint: gcs.url };
  return {
    name,
    async command(folder): Promise<Command> {
      await gcs.clear();
      await gcs.pretendChain(seed.prefix, length, renumber(seed, length));
      return hatcheryRun(folder, [stream(slack, destination)]);
    },
    check: () => requestsOf(gcs),
  };
}

function bareSide({ gcs, seed }: Parts): Side {
  return {
    name: floor,
    async command() {
      await gcs.clear();
      await gcs.pretendChain(seed.prefix, 10, renumber(seed, 10));
      return bareNode('head.js', [gcs.url, seed.prefix]);
    },
    check: () => requestsOf(gcs),
  };
}

async function requestsOf(gcs: GcsControl): Promise<Record<string, number>> {
  const { requests } = await gcs.counts();
  return { requests };
}

function stream(slack: string, destination: object): object {
  return { id: 'quiet', source: { use: 'slack', token: 'xoxp-bench', baseUrl: slack }, destination };
}
