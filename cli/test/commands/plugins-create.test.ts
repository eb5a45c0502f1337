import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCli } from '../support/build-cli.ts';
import { hatchery } from '../support/hatchery.ts';
import { folder } from '../support/project.ts';

describe('hatchery plugins create', function () {
  this.timeout(60_000);
  before(buildCli);

  it('writes a plugin, and says what it wrote and what comes next', async () => {
    await using at = await folder({});
    const { code, stdout, stderr } = await hatchery(['plugins', 'create', '@acme/hatchery-dest-vault'], at);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(stdout).to.match(/^Wrote @acme\/hatchery-dest-vault, \d+ files in hatchery-dest-vault:\n/);
    expect(stdout).to.match(/Next:\n {2}cd hatchery-dest-vault\n {2}npm install\n {2}npm test\n$/);
    expect(existsSync(join(at.cwd, 'hatchery-dest-vault/src/index.ts'))).to.equal(true);
  });

  it('says the same in JSON', async () => {
    await using at = await folder({});
    const args = [
      'plugins',
      'create',
      'acme',
      '--kind',
      'source',
      '--resume',
      'ascending',
      '--directory',
      'x',
      '--json',
    ];
    const { code, stdout } = await hatchery(args, at);
    expect(code).to.equal(0);
    const said = JSON.parse(stdout) as { packageName: string; folder: string; files: string[]; next: string[] };
    expect(said.packageName).to.equal('hatchery-source-acme');
    expect(said.files).to.include('src/position.ts');
    for (const file of said.files) expect(existsSync(join(said.folder, file)), file).to.equal(true);
    expect(said.next).to.deep.equal(['cd x', 'npm install', 'npm test']);
  });

  it('ends with 2 and writes nothing where something is missing, wrong or in the way', async () => {
    await using at = await folder({ 'hatchery-source-acme/mine': '' });
    const source = ['--kind', 'source', '--resume', 'cursor'];
    for (const args of [[], ['acme'], ['Acme', ...source], ['acme', ...source], ['other', '--kind', 'sink']]) {
      const { code, stdout, stderr } = await hatchery(['plugins', 'create', ...args], at);
      expect({ code, stdout }, args.join(' ')).to.deep.equal({ code: 2, stdout: '' });
      expect(stderr).to.match(/^USAGE: .*\n {2}hint: /);
    }
    const { code, stdout } = await hatchery(['plugins', 'create', 'acme', ...source, '--json'], at);
    expect(code).to.equal(2);
    expect(JSON.parse(stdout)).to.have.nested.property('error.code', 'USAGE');
    expect(await readdir(at.cwd)).to.deep.equal(['hatchery-source-acme']);
  });
});
