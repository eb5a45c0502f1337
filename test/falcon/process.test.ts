import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type AwsServer, awsServer, faults, s3Operation } from '@hatchery/testkit';
import { expect } from 'chai';
import { linkPackages } from '../support/linked-project.ts';

const bin = fileURLToPath(new URL('../../cli/bin/hatchery.js', import.meta.url));
const secret = 'a-secret-access-key-of-this-test';
const path = '0123456789abcdef/data/0f9d8c7b-6a5e-4f3d-8c2b-000000000001/part-00000.gz';
const bytes = Buffer.alloc(200_000, 'not looked at');

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

describe('use: fdr, in processes', () => {
  let folder: string;
  let server: AwsServer;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hatchery-fdr-'));
    await linkPackages(folder);
    server = await awsServer({ secretAccessKey: secret });
    const queueUrl = await server.createQueue('feed');
    const { url, region, accessKeyId } = server;
    const source = {
      use: 'fdr',
      queueUrl,
      region,
      accessKeyId,
      secretAccessKey: '${env:FDR_SECRET}',
      s3Endpoint: url,
      forcePathStyle: true,
      wait: 0,
    };
    const streams = [
      { id: 'falcon', tags: ['t'], source, destination: { use: 'file', path: './logs' }, compress: 'gzip' },
    ];
    await writeFile(join(folder, 'hatchery.json'), JSON.stringify({ streams }));
    const headers = { 'content-type': 'binary/octet-stream' };
    const object = { key: path, pieces: [bytes], size: bytes.length, etag: '"x"', headers, lastModified: new Date(0) };
    server.bucket('example-logs').put(object);
    const files = [{ path, size: bytes.length }];
    await server.sendMessage('feed', JSON.stringify({ bucket: 'example-logs', timestamp: 1_772_366_130_250, files }));
  });

  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  function hatchery(...args: readonly string[]) {
    const env = { PATH: process.env['PATH'], HOME: folder, FDR_SECRET: secret };
    const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const outputs = Promise.all([text(child.stdout), text(child.stderr)]);
    const ended = async (): Promise<Ended> => {
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, output: (await outputs).join('') };
    };
    return { child, ended: ended() };
  }

  async function landed(): Promise<string[]> {
    const names = await readdir(join(folder, 'logs'), { recursive: true }).catch(() => []);
    return names.filter((name) => name.endsWith('.gz'));
  }

  it('gives its message back when SIGTERM comes in the middle of a file, and lands it in the next run', async () => {
    const reached = Promise.withResolvers<void>();
    server.inject(
      async (exchange) => {
        await faults.hang('body')(exchange);
        reached.resolve();
      },
      { when: (request) => s3Operation(request) === 'GetObject' },
    );
    const first = hatchery('run', '-a');
    await Promise.race([reached.promise, first.ended.then(({ output }) => Promise.reject(new Error(output)))]);
    first.child.kill('SIGTERM');
    const { code, output } = await first.ended;
    expect(code, output).to.equal(143);
    expect(await landed()).to.deep.equal([]);
    expect(await server.queueSize('feed')).to.deep.equal({ visible: 1, received: 0 });

    const second = await hatchery('run', '-a').ended;
    expect(second.code, second.output).to.equal(0);
    const [name, ...others] = await landed();
    expect(others).to.deep.equal([]);
    expect(name).to.match(/^data\/2026\/03\/01\/11\/20260301T115530_[0-9a-f]{8}_0000\.jsonl\.gz$/);
    expect(await server.queueSize('feed')).to.deep.equal({ visible: 0, received: 0 });
    const verified = await hatchery('verify').ended;
    expect(verified.code, verified.output).to.equal(0);
    expect(output + second.output).not.to.include(secret);
  }).timeout(60_000);

  it('adopts what a killed run has landed, once its message comes again', async () => {
    const reached = Promise.withResolvers<void>();
    server.inject(() => reached.resolve(), {
      when: ({ headers }) => String(headers['x-amz-target']).endsWith('DeleteMessage'),
    });
    const first = hatchery('run', '-a');
    await Promise.race([reached.promise, first.ended.then(({ output }) => Promise.reject(new Error(output)))]);
    first.child.kill('SIGKILL');
    await first.ended;
    expect(await landed()).to.have.length(1);
    expect(await server.queueSize('feed')).to.deep.equal({ visible: 0, received: 1 });
    await server.showMessages('feed');
    const checked = await hatchery('check', '--connect').ended;
    expect(checked.code, checked.output).to.equal(0);
    // The lease of the killed run is over when the machine's clock says so; --start-time has a ledger of its own, and no lease.
    const second = await hatchery('run', '-a', '-s', '2026-03-01T00:00:00Z', '-e', '2026-03-02T00:00:00Z').ended;
    expect(second.code, second.output).to.equal(0);
    expect(await landed()).to.have.length(1);
    expect(await server.queueSize('feed')).to.deep.equal({ visible: 0, received: 0 });
  }).timeout(60_000);
});
