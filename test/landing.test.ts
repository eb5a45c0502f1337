import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { LandedObject } from '@hatchery/core';
import type { Compression } from '@hatchery/engine';
import { expect } from 'chai';
import { bodyKinds } from './landing/body-kinds.ts';
import { land } from './landing/land.ts';
import { type Sender, startSender } from './landing/start-sender.ts';

const MiB = 1_048_576;
const compressions: Compression[] = ['none', 'gzip', 'zstd'];
const kinds = Object.entries(bodyKinds);
/** V8 lets tens of megabytes of garbage lie about; collecting it early shows what is held. */
const tidy = ['--max-semi-space-size=1'];
const landUrl = fileURLToPath(new URL('./landing/land-url.ts', import.meta.url));

interface Outcome {
  readonly status: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly landed: readonly LandedObject[];
  readonly peakMemory: number;
}

/** The sha256 of a file's bytes, as they were before they were compressed. */
async function sha256Of(path: string, compress: Compression): Promise<string> {
  const hash = createHash('sha256');
  const bytes = createReadStream(path, { highWaterMark: MiB });
  if (compress === 'none') await pipeline(bytes, hash);
  else await pipeline(bytes, compress === 'gzip' ? createGunzip() : createZstdDecompress(), hash);
  return hash.digest('hex');
}

/** All files but hatchery's own. */
async function filesIn(path: string): Promise<string[]> {
  const names = await readdir(path, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.filter((name) => !name.includes('/_hatchery/ledger/'));
}

/** What the collector happens to have left lying about; a body that was kept would add 140 MiB at the least. */
const leeway = 64 * MiB;

describe('landing, from a server to the disk', () => {
  let sender: Sender;
  let path: string;

  before(async () => {
    sender = await startSender();
  });
  after(() => sender.stop());
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'hatchery-landing-'));
  });
  afterEach(() => rm(path, { recursive: true }));

  /** Lands what a URL answers in a process of its own; `limits` are commands of bash to run before. */
  async function landElsewhere(url: string, compress: Compression, limits = ''): Promise<Outcome> {
    const command = [process.execPath, ...process.execArgv, ...tidy, landUrl, path, url, compress];
    const { stdout } = await promisify(execFile)('bash', ['-c', `${limits} exec "$@"`, 'bash', ...command]);
    return JSON.parse(stdout) as Outcome;
  }

  for (const compress of compressions) {
    for (const size of [0, 1, 65_536, 65_537, 5 * MiB + 3]) {
      it(`keeps ${size} bytes as the server sent them, for every kind of body, with compress: ${compress}`, async () => {
        const landed = new Map<string, LandedObject>();
        const report = await land(path, compress, async (pipe) => {
          for (const [kind, open] of kinds) {
            const [plain, opened] = [`${kind}-plain`, `${kind}-opened`].map(encodeURIComponent) as [string, string];
            landed.set(plain, await pipe.spout(await open(pipe, sender.url(size, plain)), { slug: plain }));
            landed.set(opened, await pipe.spout(() => open(pipe, sender.url(size, opened)), { slug: opened }));
          }
        });
        expect(report.error).to.equal(undefined);
        expect(report).to.include({
          status: 'completed',
          objectCount: kinds.length * 2,
          bytes: kinds.length * 2 * size,
        });
        expect(landed.size).to.equal(kinds.length * 2);
        for (const [id, object] of landed) {
          const sent = await sender.sha256(id);
          expect(object, id).to.include({ size, sha256: sent, adopted: false });
          expect(await sha256Of(join(path, object.name), compress), id).to.equal(sent);
        }
        expect(await filesIn(path)).to.have.length(kinds.length * 2);
      });
    }
  }

  for (const [kind, open] of kinds) {
    it(`lands nothing of an answer that is cut, given as ${kind}`, async () => {
      for (const [index, cut] of [0, 1, 3 * MiB].entries()) {
        const url = `${sender.url(5 * MiB, 'cut')}?cut=${cut}`;
        for (const isOpened of [true, false]) {
          const report = await land(
            path,
            compressions[index] ?? 'none',
            async (pipe) => void (await pipe.spout(isOpened ? () => open(pipe, url) : await open(pipe, url))),
            `cut-${index}-${isOpened}`,
          );
          expect(report).to.include({ status: 'failed', objectCount: 0 });
          expect(report.error).to.have.property('code');
          expect(await filesIn(path)).to.deep.equal([]);
        }
      }
    });
  }

  it('lands nothing on a disk that takes a part only, and all of it in the next run', async () => {
    const failed = await landElsewhere(sender.url(10 * MiB, 'full'), 'none', 'ulimit -f 2048;');
    expect(failed).to.include({ status: 'failed' });
    expect(failed.error).to.have.property('code', 'DESTINATION_FAILED');
    expect(await filesIn(path)).to.deep.equal([]);
    const next = await landElsewhere(sender.url(10 * MiB, 'full'), 'none');
    expect(next.status).to.equal('completed');
    // Once for the window that was broken off, and once for what has passed since.
    expect(await filesIn(path)).to.have.members(next.landed.map(({ name }) => join(path, name)));
    for (const { sha256 } of next.landed) expect(sha256).to.equal(await sender.sha256('full'));
  });

  it('says that a destination takes no files, and lands nothing', async () => {
    const report = await land('/sys/hatchery-test', 'none', async (pipe) => void (await pipe.spout('x')));
    expect(report).to.include({ status: 'failed', objectCount: 0 });
    expect(report.error).to.have.property('code', 'DESTINATION_FAILED');
  });

  it('takes no more memory for 1 GiB than for 10 MiB', async function () {
    this.timeout(120_000);
    const small = await landElsewhere(sender.url(10 * MiB, 'small'), 'none');
    const large = await landElsewhere(sender.url(1024 * MiB, 'large'), 'none');
    expect([small.status, large.status]).to.deep.equal(['completed', 'completed']);
    const [object] = large.landed;
    const sent = await sender.sha256('large');
    expect(object).to.include({ size: 1024 * MiB, sha256: sent });
    expect(await sha256Of(join(path, object?.name ?? ''), 'none')).to.equal(sent);
    expect(large.peakMemory - small.peakMemory).to.be.below(leeway);
  });

  for (const compress of ['gzip', 'zstd'] as const) {
    it(`takes no more memory for 150 MiB than for 10 MiB with compress: ${compress}`, async function () {
      this.timeout(60_000);
      const small = await landElsewhere(sender.url(10 * MiB, 'small'), compress);
      const large = await landElsewhere(sender.url(150 * MiB, 'large'), compress);
      expect(large.landed[0]?.sha256).to.equal(await sender.sha256('large'));
      expect(large.peakMemory - small.peakMemory).to.be.below(leeway);
    });
  }
});
