import { wallMs } from '../goals/results.ts';
import { hatcheryRun } from '../hatchery-project.ts';
import { curl, curlCommand, curlMissing } from '../peers/curl.ts';
import { goCommand, goMissing, goOriginal } from '../peers/go-original.ts';
import { type AwsControl, startAws } from '../servers/aws-control.ts';
import { type GcsControl, startGcs } from '../servers/gcs-control.ts';
import { bareNode, floor } from '../sides/bare-node.ts';
import { expectCount } from '../sides/expect-count.ts';
import { present } from '../sides/present.ts';
import type { Side, Workload } from '../workload.ts';

const filesPerMessage = 4;
const fileSize = 8 * 1_024 ** 2;

export const passThrough: Workload = {
  name: 'pass-through',
  title: 'Files from S3 to Google Cloud Storage',
  description:
    'Falcon Data Replicator: 64 messages in a queue that name 4 files of gzip each, 8 MiB long, 2 GiB in all. Four files are under way at a time. Hatchery hashes every byte twice (SHA-256 for the ledger, CRC-32C for the store), and acknowledges a message once its files are in the ledger; once more it also compares each file with the MD5 in its message, as it does unless told otherwise. The floor and curl know the files beforehand, ask no queue, and pipe each into one upload. The Go original takes one message and one file at a time and unpacks it, so that it uploads more than it was given.',
  goals: [
    {
      text: "throughput beside the floor's",
      unit: '×',
      atLeast: 0.8,
      value: (r) => r.ratio(floor, 'hatchery', wallMs),
    },
    {
      text: "throughput beside the Go original's",
      unit: '×',
      atLeast: 1,
      value: (r) => r.ratio(goOriginal, 'hatchery', wallMs),
    },
  ],

  async prepare(scale) {
    const messages = scale === 'full' ? 64 : 2;
    const files = messages * filesPerMessage;
    await using servers = new AsyncDisposableStack();
    const aws = servers.use(await startAws({ messages, files: filesPerMessage, size: fileSize }));
    const gcs = servers.use(await startGcs());
    const amount = { count: (files * fileSize) / 1_000_000, unit: 'MB' };
    const queue = `${aws.url}/000000000000/bench`;
    const copies = (name: string): Pick<Side, 'name' | 'amount' | 'check'> => ({
      name,
      amount,
      check: () => checkFiles(aws, gcs, files, undefined),
    });
    const collects = (name: string): Pick<Side, 'name' | 'amount' | 'check'> => ({
      name,
      amount,
      check: () => checkFiles(aws, gcs, files, messages),
    });
    const [sides, skipped] = present([
      {
        ...collects('hatchery'),
        command: (folder) => hatcheryRun(folder, [stream(queue, aws.url, gcs.url, { verify: false })]),
      },
      {
        ...collects('hatchery, MD5 too'),
        command: (folder) => hatcheryRun(folder, [stream(queue, aws.url, gcs.url, {})]),
      },
      { ...copies(floor), command: () => Promise.resolve(bareNode('files.js', [aws.url, gcs.url, files])) },
      {
        ...collects(goOriginal),
        missing: goMissing(),
        command: () => Promise.resolve(goCommand('fdr', queue, gcs.url)),
      },
      { ...copies(curl), missing: curlMissing(), command: () => Promise.resolve(curlCommand(aws.url, gcs.url, files)) },
    ]);
    const owned = servers.move();
    return { sides, skipped, [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose]() };
  },
};

function stream(queueUrl: string, s3Endpoint: string, apiEndpoint: string, options: object): object {
  const keys = { accessKeyId: 'bench', secretAccessKey: 'bench-secret', region: 'us-east-1' };
  return {
    id: 'files',
    source: {
      use: 'falcon-data-replicator',
      queueUrl,
      s3Endpoint,
      forcePathStyle: true,
      wait: '0s',
      ...keys,
      ...options,
    },
    destination: { use: 'gcs', bucket: 'bench', apiEndpoint },
  };
}

/** @param messages that should have been acknowledged, where somebody asks the queue */
async function checkFiles(
  aws: AwsControl,
  gcs: GcsControl,
  files: number,
  messages: number | undefined,
): Promise<Record<string, number>> {
  const [{ deleted }, { objects, bytes, requests }] = [await aws.counts(), await gcs.counts()];
  await Promise.all([gcs.clear(), aws.refill()]);
  expectCount('objects', objects, files);
  if (messages !== undefined) expectCount('acknowledgements', deleted, messages);
  return { requests, bytes };
}
