import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gcsServer } from '@hatchery/testkit';
import { expect } from 'chai';

const script = join(import.meta.dirname, 'fixtures/write-and-measure.ts');

describe('hatchery-dest-gcs and memory', function () {
  this.timeout(120_000);

  it('needs no more for 256 MiB than for 64 MiB', async () => {
    await using server = await gcsServer();
    const measure = async (mebibytes: number): Promise<number> => {
      const args = ['--conditions=hatchery-src', script, server.url, String(mebibytes)];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      expect(server.bucket().peek(`object-${mebibytes}`)?.bytes).to.have.length(mebibytes * 1_048_576);
      return Number(stdout);
    };
    const [some, more] = [await measure(64), await measure(256)];
    // One that kept the body would need 192 more; how soon memory is given back varies.
    expect(more).to.be.lessThan(some + 128);
  });
});
