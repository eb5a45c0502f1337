import { cpuMs, wallMs } from '../goals/results.ts';
import { hatcheryRun } from '../hatchery-project.ts';
import { goCommand, goMissing, goOriginal } from '../peers/go-original.ts';
import { grove, groveCommand, groveMissing } from '../peers/grove.ts';
import { startAws } from '../servers/aws-control.ts';
import { type GcsControl, startGcs } from '../servers/gcs-control.ts';
import { startServer } from '../servers/start-server.ts';
import { bareNode, floor } from '../sides/bare-node.ts';
import { expectCount } from '../sides/expect-count.ts';
import { present } from '../sides/present.ts';
import type { Workload } from '../workload.ts';

const pageSize = 200_000;
/** Grove takes long: it is given one page of so many. */
const groveShare = 10;

export const pages: Workload = {
  name: 'pages',
  title: 'Pages of one API',
  description:
    "Slack's audit log, 5,000 pages of 200 KB one after the other, each into an object in Google Cloud Storage. The floor parses a page for the cursor of the next one and uploads it, no more. Hatchery writes an entry of its ledger after each page. The Go original takes over JSON as it is; Grove takes pages apart, removes duplicates, and writes gzip, into S3 as it has no output for Google Cloud Storage; it is given 500 pages, as it takes long.",
  goals: [
    { text: "CPU time beside the floor's", unit: '×', atMost: 1.5, value: (r) => r.ratio('hatchery', floor, cpuMs) },
    {
      text: "pages a second beside the Go original's",
      unit: '×',
      atLeast: 1,
      value: (r) => r.ratio(goOriginal, 'hatchery', wallMs),
    },
    {
      text: "pages a second beside Grove's",
      unit: '×',
      atLeast: 1,
      value: (r) => r.paired([grove, 'hatchery'], wallMs, (theirs, ours) => (theirs * groveShare) / ours),
    },
  ],

  async prepare(scale) {
    const count = scale === 'full' ? 5_000 : 20;
    const fewer = count / groveShare;
    await using servers = new AsyncDisposableStack();
    const slack = `${servers.use(await startServer('slack-server.ts', [count, pageSize])).url}/audit/v1`;
    const short = `${servers.use(await startServer('slack-server.ts', [fewer, pageSize])).url}/audit/v1`;
    const gcs = servers.use(await startGcs());
    const aws = servers.use(await startAws());
    const amount = { count, unit: 'pages' };
    const check = (): Promise<Record<string, number>> => checkPages(gcs, count);
    const [sides, skipped] = present([
      {
        name: 'hatchery',
        amount,
        check,
        command: (folder) => hatcheryRun(folder, [stream(slack, gcs.url)]),
      },
      { name: floor, amount, check, command: () => Promise.resolve(bareNode('pages.js', [slack, gcs.url])) },
      {
        name: goOriginal,
        missing: goMissing(),
        amount,
        check,
        command: () => Promise.resolve(goCommand('slack', slack, gcs.url)),
      },
      {
        name: grove,
        missing: groveMissing(),
        amount: { count: fewer, unit: 'pages' },
        command: (folder) => groveCommand(folder, short, aws.url),
        async check() {
          expectCount('objects', (await aws.counts()).objects, fewer);
          return {};
        },
      },
    ]);
    const owned = servers.move();
    return { sides, skipped, [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose]() };
  },
};

function stream(slack: string, gcs: string): object {
  return {
    id: 'pages',
    source: { use: 'slack', token: 'xoxp-bench', baseUrl: slack },
    destination: { use: 'gcs', bucket: 'bench', apiEndpoint: gcs },
  };
}

async function checkPages(gcs: GcsControl, count: number): Promise<Record<string, number>> {
  const { objects, bytes, requests, ledger } = await gcs.counts();
  await gcs.clear();
  expectCount('objects', objects, count);
  expectCount('bytes', bytes, count * pageSize);
  return { requests, ledger };
}
