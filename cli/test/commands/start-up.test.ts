import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { buildCli, root } from '../support/build-cli.ts';
import { bin, hatchery } from '../support/hatchery.ts';
import { config, folder, source } from '../support/project.ts';

const commands = [
  'run',
  'backfill',
  'streams',
  'status',
  'verify',
  'check',
  'schema',
  'init',
  'plugins',
  'plugins inspect',
  'plugins test',
];

async function failureOf(file: string, args: readonly string[]): Promise<{ code: number; stderr: string }> {
  const ended: unknown = await promisify(execFile)(file, args).catch((error: unknown) => error);
  if (!(ended instanceof Error)) throw new Error('It ended with 0.');
  return ended as Error & { code: number; stderr: string };
}

describe('the tool itself', function () {
  this.timeout(60_000);
  before(buildCli);

  it('tells its version without loading anything else', async () => {
    await using at = await folder();
    const { version } = JSON.parse(await readFile(`${root}/cli/package.json`, 'utf8')) as { version: string };
    const options = { ...at, env: { NODE_DEBUG: 'esm,module' } };
    const { code, stdout, stderr } = await hatchery(['--version'], options);
    expect(code).to.equal(0);
    expect(stdout).to.match(new RegExp(`^hatchery/${version} \\S+ node-v\\S+\\n$`));
    expect(stderr).not.to.match(/oclif|dist\/main/);
  });

  it('ends with 1, and no stack, if its version cannot be printed', async () => {
    const { code, stderr } = await failureOf('sh', ['-c', `'${process.execPath}' '${bin}' --version > /dev/full`]);
    expect([code, stderr]).to.deep.equal([1, '']);
  });

  it('says which Node it needs on one that is too old', async () => {
    const old = 'data:text/javascript,import module from "node:module"; delete module.registerHooks;';
    const { code, stderr } = await failureOf(process.execPath, ['--import', old, bin, 'run', '-a']);
    expect(code).to.equal(2);
    expect(stderr).to.match(/^hatchery needs Node \^22\S+ .+, and this is v\d+\.\S+\.\n$/);
  });

  it('does not load what installs plugins to run streams', async () => {
    await using at = await folder({
      'source.mjs': source,
      'hatchery.yaml': config([{ id: 'one', source: { use: './source.mjs' } }]),
    });
    const { code, stderr } = await hatchery(['run', '-a'], { ...at, env: { NODE_DEBUG: 'esm,module' } });
    expect(code, stderr).to.equal(0);
    expect(stderr)
      .to.include('source.mjs')
      .and.not.match(/@npmcli|pacote|npm-registry-fetch/);
  });

  it('lists its commands', async () => {
    await using at = await folder();
    const { code, stdout } = await hatchery([], at);
    expect(code).to.equal(0);
    for (const command of ['backfill', 'check', 'init', 'plugins', 'run', 'schema', 'status', 'streams', 'verify']) {
      expect(stdout).to.match(new RegExp(`^ {2}${command} `, 'm'));
    }
  });

  for (const command of commands) {
    it(`shows help with examples for ${command}`, async () => {
      await using at = await folder();
      const { code, stdout } = await hatchery([...command.split(' '), '--help'], at);
      expect(code).to.equal(0);
      expect(stdout).to.include('USAGE').and.include('EXAMPLES').and.include(`$ hatchery ${command}`);
    });
  }

  it('names the variables that stand for flags', async () => {
    await using at = await folder();
    const { stdout } = await hatchery(['run', '--help'], at);
    const names = [
      'STREAM_ID',
      'STREAM_TAGS',
      'STREAM_ALL',
      'START_TIME',
      'END_TIME',
      'TICK',
      'LOG_LEVEL',
      'LOG_FORMAT',
      'LOG_OUT',
      'ENV',
    ];
    for (const name of names) expect(stdout).to.include(`HATCHERY_${name}]`);
  });

  it('completes commands and flags in bash and zsh', async () => {
    await using at = await folder();
    const options = { ...at, env: { XDG_CACHE_HOME: `${at.cwd}/cache`, SHELL: '/bin/bash' } };
    const { code, stdout } = await hatchery(['autocomplete', 'script', 'bash'], options);
    expect(code, stdout).to.equal(0);
    await hatchery(['autocomplete', '--refresh-cache'], options);
    const words = await readFile(`${at.cwd}/cache/hatchery/autocomplete/functions/bash/hatchery.bash`, 'utf8');
    expect(words).to.include('plugins:inspect').and.include('--dry-run').and.include('run');
    expect(await readFile(`${at.cwd}/cache/hatchery/autocomplete/functions/zsh/_hatchery`, 'utf8')).to.include(
      '--stream-tags',
    );
  });

  it('has a manifest and a reference that say what its commands say', async () => {
    await promisify(execFile)(process.execPath, [`${root}/cli/scripts/write-docs.js`, '--check']);
  });
});
