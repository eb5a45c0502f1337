import { execFile } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { dataPath, eventFile, fdrFeed } from './support/fdr-feed.ts';

const collector = fileURLToPath(new URL('./fixtures/collect-large-file.ts', import.meta.url));
const MiB = 1_048_576;

describe('fdr: memory', () => {
  it('does not grow with the size of a file', async () => {
    const path = await mkdtemp(join(tmpdir(), 'fdr-memory-'));
    try {
      await using feed = await fdrFeed();
      const bytes = createCipheriv('aes-128-ctr', Buffer.alloc(16, 1), Buffer.alloc(16)).update(
        Buffer.alloc(200 * MiB),
      );
      await feed.publish([eventFile(dataPath(0), 'small')]);
      await feed.publish([{ path: dataPath(1), bytes }]);
      const argument = JSON.stringify({ path, options: feed.config() });
      const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, collector, argument]);
      const { before, after, ...told } = JSON.parse(stdout) as Record<string, number>;
      expect(told).to.include({ status: 'completed', objects: 1, bytes: bytes.length });
      expect((after ?? 0) - (before ?? 0)).to.be.below(100 * MiB);
      expect(await feed.size()).to.deep.equal({ visible: 0, received: 0 });
    } finally {
      await rm(path, { recursive: true });
    }
  }).timeout(60_000);
});
