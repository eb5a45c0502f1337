import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { layChain } from '../src/ledger/lay-chain.ts';

describe('a made-up ledger', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'hatchery-chain-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('has as many entries as asked for, the newest first and with its own number', async () => {
    await layChain(folder, 2_500, { prefix: '', entry: { stream: 'quiet', sequence: 2, opened: 1 } });
    const names = (await Array.fromAsync(glob('**/*.json', { cwd: folder }))).sort();
    expect(names).to.have.length(2_500);
    expect(names[0]).to.equal(join('999', '997', '499-000002500.json'));
    expect(names.at(-1)).to.equal(join('999', '999', '998-000000001.json'));
    const newest = JSON.parse(await readFile(join(folder, names[0] ?? ''), 'utf8')) as object;
    expect(newest).to.deep.equal({ stream: 'quiet', sequence: 2_500, opened: 2_499 });
  });
});
