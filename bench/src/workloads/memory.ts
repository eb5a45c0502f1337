import { peakMiB } from '../goals/results.ts';
import { hatcheryRun } from '../hatchery-project.ts';
import { type GcsControl, startGcs } from '../servers/gcs-control.ts';
import { startServer } from '../servers/start-server.ts';
import { bareNode, floor } from '../sides/bare-node.ts';
import { expectCount } from '../sides/expect-count.ts';
import type { Side, Workload } from '../workload.ts';

const mebibyte = 1_024 ** 2;
const large = 'hatchery, 10 GiB';
const small = 'hatchery, 100 MiB';
const many = 'hatchery, 1,000 streams';
const few = 'hatchery, 10 streams';

export const memory: Workload = {
  name: 'memory',
  title: 'Memory',
  description:
    'One object of 10 GiB and one of 100 MiB; 1,000 streams of 1 MiB and 10 of them, sixteen at a time; all from an API into Google Cloud Storage. The floor pipes the 10 GiB from one request into the other.',
  goals: [
    { text: 'peak memory with 10 GiB', unit: 'MiB', atMost: 200, value: (r) => r.median(large, peakMiB) },
    { text: 'the same beside 100 MiB', unit: '×', atMost: 1.25, value: (r) => r.ratio(large, small, peakMiB) },
    { text: 'peak memory with 1,000 streams', unit: 'MiB', atMost: 200, value: (r) => r.median(many, peakMiB) },
    { text: 'the same beside 10 streams', unit: '×', atMost: 1.25, value: (r) => r.ratio(many, few, peakMiB) },
  ],

  async prepare(scale) {
    const factor = scale === 'full' ? 1 : 0.01;
    await using servers = new AsyncDisposableStack();
    const api = servers.use(await startServer('bytes-server.ts', []));
    const gcs = servers.use(await startGcs());
    const side = (name: string, streams: number, mebibytes: number): Side => ({
      name,
      amount: { count: (streams * mebibytes * mebibyte) / 1_000_000, unit: 'MB' },
      aside: name !== large,
      command: (folder) => hatcheryRun(folder, streamsOf(streams, `${api.url}/${mebibytes * mebibyte}`, gcs.url)),
      check: () => checkObjects(gcs, streams, streams * mebibytes * mebibyte),
    });
    const mebibytes = Math.ceil(10_240 * factor);
    const bytes = mebibytes * mebibyte;
    const bare: Side = {
      name: floor,
      amount: { count: bytes / 1_000_000, unit: 'MB' },
      command: () => Promise.resolve(bareNode('stream.js', [api.url, gcs.url, bytes])),
      check: () => checkObjects(gcs, 1, bytes),
    };
    const owned = servers.move();
    return {
      sides: [
        side(large, 1, mebibytes),
        bare,
        side(small, 1, 100 * factor),
        side(many, 1_000 * factor, 1),
        side(few, 10, 1),
      ],
      skipped: [],
      [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
    };
  },
};

function streamsOf(count: number, url: string, apiEndpoint: string): object[] {
  return Array.from({ length: count }, (_, number) => ({
    id: `stream-${number}`,
    source: { use: 'http', url: `${url}/${number}` },
    destination: { use: 'gcs', bucket: 'bench', apiEndpoint },
  }));
}

async function checkObjects(gcs: GcsControl, count: number, bytes: number): Promise<Record<string, number>> {
  const counts = await gcs.counts();
  await gcs.clear();
  expectCount('objects', counts.objects, count);
  expectCount('bytes', counts.bytes, bytes);
  return {};
}
