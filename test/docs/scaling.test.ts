import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pipe } from '@hatchery/core';
import { readStatus, run, type Stream } from '@hatchery/engine';
import { projectFrom } from '@hatchery/host';
import { awsServer, gcsServer } from '@hatchery/testkit';
import { expect } from 'chai';
import { parse } from 'yaml';
import { blocksOf, commandsOf, root } from '../support/markdown.ts';
import { createSandbox } from '../support/sandbox.ts';

const page = readFileSync(join(root, 'docs/scaling.md'), 'utf8');
const hour = 3_600_000;

type Collect = (pipe: Pipe) => Promise<void>;

const land = (pipe: Pipe, bytes = 100): Promise<unknown> => pipe.spout('x'.repeat(bytes), { format: 'log' });

/** What a source does, in the words of the page. */
const runs: Readonly<Record<string, Collect>> = {
  "is the stream's first, and finds nothing": async () => {},
  'finds nothing new': async () => {},
  'finds nothing new, and notes a cursor': (pipe) => pipe.commit('cursor'),
  'lands an object': async (pipe) => void (await land(pipe)),
  'lands three objects': async (pipe) => {
    for (let n = 0; n < 3; n++) await land(pipe);
  },
  'lands three objects, and commits after each': async (pipe) => {
    for (let n = 0; n < 3; n++) {
      await land(pipe);
      await pipe.commit(n);
    }
  },
};

interface Counts {
  readonly lists: number;
  readonly reads: number;
  readonly writes: number;
}

interface Store extends AsyncDisposable {
  readonly destination: { readonly use: string };
  readonly log: readonly { readonly request: { readonly method: string; readonly path: string } }[];
}

const stores: Readonly<Record<string, () => Promise<Store>>> = {
  async GCS() {
    const server = await gcsServer();
    const destination = { use: 'gcs', bucket: 'bucket', apiEndpoint: server.url, projectId: 'example' };
    return { destination, log: server.log, [Symbol.asyncDispose]: () => server.close() };
  },
  async S3() {
    const server = await awsServer();
    const { url: endpoint, region, accessKeyId, secretAccessKey } = server;
    const place = { use: 's3', bucket: 'example-logs', endpoint, forcePathStyle: true };
    const destination = { ...place, region, accessKeyId, secretAccessKey };
    return { destination, log: server.log, [Symbol.asyncDispose]: () => server.close() };
  },
};

describe('docs/scaling.md', function scaling() {
  this.timeout(60_000);

  for (const [name, open] of Object.entries(stores)) {
    it(`counts the requests as ${name} does`, async () => {
      await using store = await open();
      const counted = new Map<string, Counts>();
      let hours = 0;
      const collect = async (source: Collect): Promise<Counts> => {
        const before = store.log.length;
        const [stream] = await streams(store, source);
        const report = await run([stream as Stream], { now: new Date(Date.now() + ++hours * hour) });
        expect(report.streams[0]?.status, String(report.streams[0]?.error)).to.equal('completed');
        return countsOf(store.log.slice(before));
      };
      for (const [words, source] of Object.entries(runs)) counted.set(words, await collect(source));
      expect(Object.fromEntries(counted)).to.deep.equal(tabled());

      const large = await collect(async (pipe) => void (await land(pipe, 20_000_000)));
      const parts = new RegExp(`takes (\\d+) requests at GCS, and (\\d+) at S3`).exec(page);
      expect(large.writes - 2).to.equal(Number(parts?.[name === 'GCS' ? 1 : 2]));
    });

    it(`counts what status asks of ${name}`, async () => {
      await using store = await open();
      const bound = await streams(store, async () => {});
      await run(bound);
      const before = store.log.length;
      await readStatus(bound, new Date());
      expect(countsOf(store.log.slice(before))).to.deep.equal({ lists: 2, reads: 1, writes: 0 });
      expect(page).to.include(
        '`hatchery status` takes one list and one read for the stream, and one list for its backfills',
      );
    });
  }

  it('prints what its program prints', async () => {
    await using sandbox = await createSandbox();
    const [program, command] = blocksOf(page).filter(({ language }) => language === 'ts' || language === 'sh');
    await sandbox.write('cost.mjs', program?.text ?? '');
    const { stdout } = await sandbox.sh(commandsOf(command!)[0] ?? '');
    expect(`$ node cost.mjs\n${stdout}`).to.equal(command?.text);
  });

  it('has a Kubernetes job with as many pods as its variable says', () => {
    const block = blocksOf(page).find(({ text }) => text.startsWith('apiVersion:'));
    const { spec } = (parse(block?.text ?? '') as CronJob).spec.jobTemplate;
    const [container] = spec.template.spec.containers;
    expect(container?.env).to.deep.equal([{ name: 'HATCHERY_SHARD_COUNT', value: String(spec.completions) }]);
    expect(container?.args).to.include('--shard=auto');
    expect([spec.completionMode, spec.parallelism]).to.deep.equal(['Indexed', spec.completions]);
  });
});

interface CronJob {
  readonly spec: {
    readonly jobTemplate: {
      readonly spec: {
        readonly completionMode: string;
        readonly completions: number;
        readonly parallelism: number;
        readonly template: { readonly spec: { readonly containers: readonly { args: string[]; env: unknown[] }[] } };
      };
    };
  };
}

async function streams({ destination }: Store, source: Collect): Promise<readonly Stream[]> {
  const project = await projectFrom({ streams: [{ id: 'one', source, destination }] }, { cwd: import.meta.dirname });
  return project.bind(project.streams);
}

function countsOf(log: Store['log']): Counts {
  const counts = { lists: 0, reads: 0, writes: 0 };
  for (const { request } of log) {
    if (request.method !== 'GET') counts.writes += 1;
    // A path that ends with the bucket, or with `o` below it.
    else if (/^\/(storage\/v1\/b\/bucket\/o|example-logs\/)$/.test(request.path)) counts.lists += 1;
    else counts.reads += 1;
  }
  return counts;
}

/** The page's table of requests. */
function tabled(): Record<string, Counts> {
  const rows = [...page.matchAll(/^\| ([^|]*?) +\| (\d+) +\| (\d+) +\| (\d+) +\| (\d+) +\|$/gm)];
  return Object.fromEntries(
    rows.map(([, words = '', lists, reads, writes, all]) => {
      const counts = { lists: Number(lists), reads: Number(reads), writes: Number(writes) };
      expect(counts.lists + counts.reads + counts.writes, words).to.equal(Number(all));
      return [words, counts];
    }),
  );
}
