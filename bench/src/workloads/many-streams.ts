import { cpuMs, peakMiB } from '../goals/results.ts';
import { hatcheryRun } from '../hatchery-project.ts';
import { type GcsControl, startGcs } from '../servers/gcs-control.ts';
import { startServer } from '../servers/start-server.ts';
import { bareNode, floor } from '../sides/bare-node.ts';
import { expectCount } from '../sides/expect-count.ts';
import type { Side, Workload } from '../workload.ts';

const pageSize = 2_000;
const all = 'hatchery, 2,000 streams';
const some = 'hatchery, 200 streams';
const one = 'hatchery, 1 stream';

export const manyStreams: Workload = {
  name: 'many-streams',
  title: 'Many streams',
  description:
    '2,000 streams with one page of 2 KB each, into Google Cloud Storage; each is new, so that hatchery looks for its ledger and begins it: five requests a stream. Sixteen run at a time, as is the default. The floor asks for the same pages and uploads them, sixteen at a time.',
  goals: [
    {
      text: 'CPU time a stream, beyond the first',
      unit: 'ms',
      atMost: 5,
      value: (r) => r.paired([all, one], cpuMs, (many, single) => (many - single) / 1_999),
    },
    {
      text: 'peak memory of 2,000 streams beside that of 200',
      unit: '×',
      atMost: 1.25,
      value: (r) => r.ratio(all, some, peakMiB),
    },
  ],

  async prepare(scale) {
    const count = scale === 'full' ? 2_000 : 20;
    await using servers = new AsyncDisposableStack();
    const api = servers.use(await startServer('bytes-server.ts', []));
    const gcs = servers.use(await startGcs());
    const side = (name: string, streams: number): Side => ({
      name,
      amount: { count: streams, unit: 'streams' },
      aside: streams < count,
      command: (folder) =>
        hatcheryRun(
          folder,
          Array.from({ length: streams }, (_, n) => stream(n, api.url, gcs.url)),
        ),
      check: () => checkObjects(gcs, streams),
    });
    const bare: Side = {
      name: floor,
      amount: { count, unit: 'streams' },
      command: () => Promise.resolve(bareNode('many.js', [api.url, gcs.url, count, pageSize])),
      check: () => checkObjects(gcs, count),
    };
    const owned = servers.move();
    return {
      sides: [side(all, count), bare, side(some, count / 10), side(one, 1)],
      skipped: [],
      [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
    };
  },
};

function stream(number: number, api: string, gcs: string): object {
  return {
    id: `stream-${number}`,
    source: { use: 'http', url: `${api}/${pageSize}/${number}` },
    destination: { use: 'gcs', bucket: 'bench', apiEndpoint: gcs },
  };
}

async function checkObjects(gcs: GcsControl, count: number): Promise<Record<string, number>> {
  const { objects, requests } = await gcs.counts();
  await gcs.clear();
  expectCount('objects', objects, count);
  return { requests };
}
