import { expect } from 'chai';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCli } from '../support/build-cli.ts';
import { hatchery } from '../support/hatchery.ts';
import { type Folder, folder } from '../support/project.ts';

/** A project with one source plugin, whose name is no name in TypeScript. */
function project(): Promise<Folder> {
  return folder({
    'package.json': JSON.stringify({
      private: true,
      type: 'module',
      dependencies: { 'hatchery-source-2do-list': '1.0.0' },
    }),
    'node_modules/hatchery-source-2do-list/package.json': JSON.stringify({
      name: 'hatchery-source-2do-list',
      version: '1.0.0',
      type: 'module',
      exports: './index.js',
      peerDependencies: { '@hatchery/core': '^1.0.0' },
      hatchery: { kind: 'source' },
    }),
    'node_modules/hatchery-source-2do-list/index.js': `
      import { defineSource, secret, z } from '@hatchery/core';
      export default defineSource({
        config: z.strictObject({ token: secret(), 'who-is': z.string().meta({ examples: ["it's"] }), limit: z.int().default(3) }),
        resume: 'window',
        async check() {},
        async collect({ pipe }) { await pipe.spout('done'); },
      });`,
  });
}

describe('init', function () {
  this.timeout(60_000);
  before(buildCli);

  for (const [format, file] of [
    ['yaml', 'hatchery.yaml'],
    ['json', 'hatchery.json'],
    ['ts', 'hatchery.config.ts'],
  ] as const) {
    it(`writes a config in ${format} that can be run as it is`, async () => {
      await using at = await project();
      const written = await hatchery(['init', '--format', format], at);
      expect(written.code, written.stderr).to.equal(0);
      expect(written.stdout)
        .to.include(`Wrote ${file}`)
        .and.include('hatchery check --connect')
        .and.include('hatchery run -t hourly');
      const [variable = ''] = /\bset (\w+)/.exec(written.stdout)?.slice(1) ?? [];
      const env = { [variable]: 'a token' };
      expect(await hatchery(['check', '--connect'], { ...at, env })).to.include({ code: 0, stderr: '' });
      const { code, stderr } = await hatchery(['run', '-t', 'hourly'], { ...at, env });
      expect(code, stderr).to.equal(0);
    });
  }

  it('gives an editor the schema', async () => {
    await using at = await project();
    await hatchery(['init'], at);
    expect(await readFile(join(at.cwd, 'hatchery.yaml'), 'utf8')).to.match(
      /^# yaml-language-server: \$schema=\.\/hatchery\.schema\.json\n/,
    );
    expect(await readFile(join(at.cwd, 'hatchery.schema.json'), 'utf8')).to.include('who-is');
  });

  it('imports in TypeScript what the project has, under a name that is one', async () => {
    await using at = await project();
    await hatchery(['init', '--format', 'ts'], at);
    const text = await readFile(join(at.cwd, 'hatchery.config.ts'), 'utf8');
    expect(text)
      .to.include("import source2doList from 'hatchery-source-2do-list';")
      .and.include("'who-is': 'it\\'s'")
      .and.include("destination: { use: 'file'");
  });

  it('never writes over a config, nor beside one', async () => {
    await using at = await project();
    await at.write({ 'hatchery.yml': 'mine' });
    const { code, stderr } = await hatchery(['init'], at);
    expect(code).to.equal(2);
    expect(stderr).to.include('hatchery.yml');
    expect(await readFile(join(at.cwd, 'hatchery.yml'), 'utf8')).to.equal('mine');
    expect(await readdir(at.cwd)).not.to.include('hatchery.yaml');
  });

  it('leaves a schema that is there as it is', async () => {
    await using at = await project();
    await at.write({ 'hatchery.schema.json': 'mine' });
    expect((await hatchery(['init'], at)).code).to.equal(0);
    expect(await readFile(join(at.cwd, 'hatchery.schema.json'), 'utf8')).to.equal('mine');
  });

  it('says what to install where there is no source, and nothing is written', async () => {
    await using at = await folder();
    const { code, stderr } = await hatchery(['init'], at);
    expect(code).to.equal(2);
    expect(stderr).to.include('PLUGIN_NOT_INSTALLED').and.include('hatchery plugins install');
    expect(await readdir(at.cwd)).to.deep.equal([]);
  });

  it('refuses a plugin of the other kind, and one that is not there', async () => {
    await using at = await project();
    expect((await hatchery(['init', '--source', 'file'], at)).stderr).to.include('PLUGIN_WRONG_KIND');
    expect((await hatchery(['init', '--source', '2do-lits'], at)).stderr).to.include('Did you mean "2do-list"');
  });
});
