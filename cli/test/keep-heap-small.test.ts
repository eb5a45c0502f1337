import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';

const module = new URL('../src/keep-heap-small.ts', import.meta.url).href;

/** How large a process's young generation is, in MiB, after a while in which many objects survived. */
async function youngGeneration(before: string): Promise<number> {
  const code = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { setImmediate as turn } from 'node:timers/promises';
    ${before}
    let kept = [];
    for (let i = 0; i < 3_000_000; i++) {
      kept.push({ i });
      if (kept.length > 100_000) kept = [];
      if (i % 1_000 === 0) await turn();
    }
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    process.stdout.write(String(space.space_size / 1_048_576));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code]);
  return Number(stdout);
}

describe('a small heap', () => {
  it('has a young generation that does not grow beyond a few MiB', async () => {
    const [usual, small] = await Promise.all([
      youngGeneration(''),
      youngGeneration(`import { keepHeapSmall } from '${module}'; keepHeapSmall();`),
    ]);
    expect(small).to.be.at.most(8).and.below(usual);
  });
});
