import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { defineSource, type SourceBinding, z } from '@hatchery/core';
import {
  awsServer,
  onePasswordItems,
  onePasswordServer,
  slackEntries,
  slackServer,
  twilioEvents,
  twilioServer,
} from '@hatchery/testkit';
import onePassword from 'hatchery-source-1password';
import fdr from 'hatchery-source-falcon-data-replicator';
import slack from 'hatchery-source-slack';
import twilio from 'hatchery-source-twilio';
import type { OriginalMetadata } from './original-name.ts';

/** A source, and what the original says of the objects that it lands of the same events. */
export interface OriginalSource extends AsyncDisposable {
  readonly source: SourceBinding;
  /** Without a slug where the original draws one by chance. */
  readonly metadata: readonly OriginalMetadata[];
  /** @default false */
  readonly drawsSlug?: boolean;
}

/** The base time of the original's run, which is the end of the window here. */
export const now = new Date('2026-03-04T05:06:07Z');

const span = { from: new Date(now.getTime() - 300_000), to: new Date(now.getTime() - 60_000) };
const pages = [0, 1, 2].map((seq) => ({ timestamp: now, seq, format: 'json' as const }));

/** Starts a source of the page's table of names: a plugin with its local service, or one written here. */
export async function startSource(
  name: string,
  options: Readonly<Record<string, unknown>>,
  condition: string,
): Promise<OriginalSource> {
  if (name === 'Slack') {
    const server = await slackServer({ entries: slackEntries(30, span) });
    const { token, baseUrl } = server;
    return plugin(slack({ token, baseUrl, limit: 10, ...options }), pages, server, true);
  }
  if (name === '1Password') {
    const server = await onePasswordServer({ items: { auditevents: onePasswordItems('auditevents', 25, span) } });
    const { token, baseUrl } = server;
    return plugin(onePassword({ token, baseUrl, limit: 10, ...options }), pages, server, true);
  }
  if (name === 'Twilio') {
    const server = await twilioServer({ events: twilioEvents(30, span) });
    const { accountSid, authToken, baseUrl } = server;
    return plugin(twilio({ accountSid, authToken, baseUrl, ...options }), [{ timestamp: now }], server);
  }
  if (name === 'Falcon') return startFalcon(options);
  return own(condition);
}

function plugin(
  source: SourceBinding,
  metadata: readonly OriginalMetadata[],
  server: AsyncDisposable,
  drawsSlug = false,
): OriginalSource {
  return { source, metadata, drawsSlug, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/** A message with two files of events and one of an inventory. */
async function startFalcon(options: Readonly<Record<string, unknown>>): Promise<OriginalSource> {
  const server = await awsServer({ buckets: [{ name: 'cannon' }] });
  const sent = new Date('2026-03-04T04:59:58Z');
  const paths = [
    'c1d/data/7f0e/part-00000.gz',
    'c1d/data/7f0e/part-00001.gz',
    'c1d/fdrv2/aidmaster/7f0e/part-00000.gz',
  ];
  const bytes = gzipSync('{"event_simpleName":"ProcessRollup2"}\n');
  for (const key of paths) {
    server
      .bucket('cannon')
      .put({ key, pieces: [bytes], size: bytes.length, etag: '"1"', headers: {}, lastModified: sent });
  }
  const queueUrl = await server.createQueue('cannon-queue');
  const message = {
    timestamp: sent.getTime(),
    bucket: 'cannon',
    files: paths.map((path) => ({ path, size: bytes.length })),
  };
  await server.sendMessage('cannon-queue', JSON.stringify(message));
  const { region, accessKeyId, secretAccessKey, url } = server;
  const access = { queueUrl, region, accessKeyId, secretAccessKey, s3Endpoint: url, forcePathStyle: true, wait: 0 };
  const metadata = paths.map((path) => ({
    timestamp: sent,
    schemaHint: path.includes('fdrv2') ? 'fdrv2_aidmaster' : 'data',
    slug: createHash('sha256').update(path).digest('hex').slice(0, 8),
  }));
  return plugin(fdr({ ...access, ...options }), metadata, server);
}

/** What a source of one's own may say, by what the page says of it. */
const saidBy: Readonly<Record<string, readonly Omit<OriginalMetadata, 'timestamp'>[]>> = {
  'if it gives a slug and a format': [
    { slug: 'batch-07', format: 'jsonl', schemaHint: 'sign-ins', seq: 7 },
    { slug: 'batch-08', format: 'yaml' },
  ],
  'if it gives neither': [{}, { schemaHint: 'sign-ins' }],
  'if it gives a format': [
    { format: 'json', seq: 0 },
    { format: 'yaml', seq: 12_345 },
  ],
};

function own(condition: string): OriginalSource {
  const metadata = (saidBy[condition] ?? []).map((said) => ({ ...said, timestamp: now }));
  const source = defineSource({
    config: z.strictObject({}),
    async collect({ pipe }) {
      for (const [n, { timestamp: _now, ...said }] of metadata.entries()) {
        await pipe.spout(`object ${n}`, { ...said, seq: said.seq ?? 0 });
      }
    },
  });
  return { source: source({}), metadata, [Symbol.asyncDispose]: () => Promise.resolve() };
}
