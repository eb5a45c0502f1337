import { expect } from 'chai';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../src/write/write-files.ts';

const files = [
  { path: 'a/b.sh', text: '#!/bin/sh\n', executable: true },
  { path: 'c.yaml', text: 'ü: 1\n' },
];

const states = (written: readonly { state: string }[]): string[] => written.map(({ state }) => state);

describe('writing the files of a deployment', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hatchery-write-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('writes them once, programs so that they can be started', async () => {
    expect(states(await writeFiles(folder, files, { force: false, dryRun: false }))).to.deep.equal([
      'created',
      'created',
    ]);
    expect(readFileSync(join(folder, 'c.yaml'), 'utf8')).to.equal('ü: 1\n');
    expect(statSync(join(folder, 'a/b.sh')).mode & 0o111).to.equal(0o111);
    expect(states(await writeFiles(folder, files, { force: false, dryRun: false }))).to.deep.equal([
      'unchanged',
      'unchanged',
    ]);
  });

  it('writes none if one of them was changed, unless forced', async () => {
    writeFileSync(join(folder, 'c.yaml'), 'mine');
    const refused = await writeFiles(folder, files, { force: false, dryRun: false }).catch((error: unknown) =>
      String(error),
    );
    expect(refused).to.include('c.yaml');
    expect(readdirSync(folder)).to.deep.equal(['c.yaml']);
    expect(readFileSync(join(folder, 'c.yaml'), 'utf8')).to.equal('mine');
    expect(states(await writeFiles(folder, files, { force: true, dryRun: false }))).to.deep.equal([
      'created',
      'changed',
    ]);
    expect(readFileSync(join(folder, 'c.yaml'), 'utf8')).to.equal('ü: 1\n');
  });

  it('writes nothing in a dry run, and tells what it would', async () => {
    writeFileSync(join(folder, 'c.yaml'), 'mine');
    expect(states(await writeFiles(folder, files, { force: false, dryRun: true }))).to.deep.equal([
      'created',
      'changed',
    ]);
    expect(readdirSync(folder)).to.deep.equal(['c.yaml']);
  });

  it('says so where it cannot write', async () => {
    writeFileSync(join(folder, 'a'), 'no folder');
    const failure = await writeFiles(folder, files, { force: true, dryRun: false }).catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'USAGE');
    expect(String(failure)).to.include('a/b.sh cannot be written');
  });
});
