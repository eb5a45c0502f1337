import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { expect } from 'chai';

const repository = resolve(import.meta.dirname, '..', '..');

/** Stands for npm and pnpm: notes what it is asked for, does what the variable FAKE says, leaves the binaries that are expected. */
const fakeTool = `#!${process.execPath}
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
const [command] = process.argv.slice(2);
appendFileSync(process.env.FAKE_LOG, command + '\\n');
if (process.env.FAKE === command + '-fails') { console.error(process.env.FAKE_OUTPUT); process.exit(1); }
if (process.env.FAKE === command + '-dies') process.kill(process.ppid, 'SIGKILL');
if (command === 'config') console.log('registry=http://127.0.0.1:9/\\ncafile=null');
if (command === 'install') {
  mkdirSync('node_modules/.bin', { recursive: true });
  writeFileSync('node_modules/.bin/pnpm', require('node:fs').readFileSync(__filename), { mode: 0o755 });
}
`;

describe('bootstrap', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hatchery-bootstrap-'));
    cpSync(join(repository, 'scripts', 'bootstrap'), join(folder, 'scripts', 'bootstrap'), { recursive: true });
    cpSync(join(repository, 'scripts', 'bootstrap.mjs'), join(folder, 'scripts', 'bootstrap.mjs'));
    for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) writeFileSync(join(folder, file), '');
    writeFileSync(join(folder, 'package.json'), '{ "devDependencies": {} }');
    mkdirSync(join(folder, 'cli'));
    writeFileSync(join(folder, 'cli', 'package.json'), '{ "engines": { "node": ">=18" } }');
    for (const tool of ['node', 'pnpm']) {
      mkdirSync(join(folder, 'toolchain', tool), { recursive: true });
      for (const file of ['package.json', 'package-lock.json'])
        writeFileSync(join(folder, 'toolchain', tool, file), '{}');
    }
    mkdirSync(join(folder, 'fake'));
    writeFileSync(join(folder, 'fake', 'npm'), fakeTool);
    chmodSync(join(folder, 'fake', 'npm'), 0o755);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function options(fake: NodeJS.ProcessEnv = {}) {
    const { npm_execpath: _, ...own } = process.env;
    const PATH = [join(folder, 'fake'), process.env['PATH']].join(delimiter);
    return { cwd: folder, env: { ...own, ...fake, PATH, FAKE_LOG: join(folder, 'log') } };
  }

  function bootstrap(args: string[], fake: NodeJS.ProcessEnv = {}) {
    return spawnSync(process.execPath, ['scripts/bootstrap.mjs', '--no-build', ...args], {
      ...options(fake),
      encoding: 'utf8',
    });
  }

  const echo = ['node', '-p', 'process.version'];
  const asked = (): string[] => readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');

  it('sets up what is missing, once', () => {
    const first = bootstrap(echo);
    expect(first.stdout).to.equal(`${process.version}\n`);
    expect(first.stderr).to.match(/^installing pnpm … \d+\.\d s\ninstalling dependencies … \d+\.\d s\n$/);
    expect(asked()).to.deep.equal(['ping', 'config', 'install', 'install']);
    expect(bootstrap(echo)).to.include({ status: 0, stderr: '' });
    expect(asked()).to.have.length(4);
  });

  it('installs again when a lock file, a manifest or node_modules changed', () => {
    bootstrap(echo);
    const changes = [
      () => writeFileSync(join(folder, 'pnpm-lock.yaml'), 'changed'),
      () => writeFileSync(join(folder, 'cli', 'package.json'), '{ "engines": { "node": ">=19" } }'),
      () => rmSync(join(folder, 'node_modules'), { recursive: true }),
    ];
    for (const change of changes) {
      change();
      expect(bootstrap(echo).stderr).to.match(/^installing dependencies/);
      expect(bootstrap(echo).stderr).to.equal('');
    }
  });

  it('takes no step for done that was broken off', () => {
    bootstrap(echo, { FAKE: 'install-dies' });
    expect(bootstrap(echo).stderr).to.match(/installing pnpm/);
  });

  it('says in one sentence that there is no network', () => {
    const output = 'npm error code ECONNREFUSED http://user:sekret@127.0.0.1:9/';
    const { status, stderr } = bootstrap(echo, { FAKE: 'ping-fails', FAKE_OUTPUT: output });
    expect(status).to.equal(1);
    expect(stderr).to.match(/^Cannot reach the package registry \(ECONNREFUSED\): [^\n]+\n$/);
  });

  it('goes on if the registry only says no to the question', () => {
    expect(bootstrap(echo, { FAKE: 'ping-fails', FAKE_OUTPUT: 'npm error code E404' }).status).to.equal(0);
  });

  it('shows why a step failed, without credentials', () => {
    const output = 'ERR_PNPM_OUTDATED_LOCKFILE http://user:sekret@127.0.0.1:9/';
    const { status, stderr } = bootstrap(echo, { FAKE: 'install-fails', FAKE_OUTPUT: output });
    expect(status).to.equal(1);
    expect(stderr).to.contain('ERR_PNPM_OUTDATED_LOCKFILE').and.contain('installing pnpm').and.not.contain('sekret');
  });

  it('takes over the lock of a process that is gone', () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(folder, '.set-up.lock'), String(gone));
    expect(bootstrap(echo).status).to.equal(0);
  });

  it('waits for a set-up that runs', async () => {
    const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync(join(folder, '.set-up.lock'), String(holder.pid));
    const child = start(echo);
    const [told] = (await once(child.stderr ?? child, 'data')) as [Buffer];
    expect(String(told)).to.contain(`process ${holder.pid}`);
    holder.kill('SIGKILL');
    expect(await once(child, 'exit')).to.deep.equal([0, null]);
  });

  it("ends with the command's exit code", () => {
    expect(bootstrap(['node', '-e', 'process.exit(75)']).status).to.equal(75);
  });

  it('says that a command is not there', () => {
    const { status, stderr } = bootstrap(['no-such-command']);
    expect(status).to.equal(1);
    expect(stderr).to.match(/Cannot run no-such-command/);
  });

  it('says how it is used when there is no command', () => {
    expect(bootstrap([])).to.include({ status: 1 });
  });

  it('passes signals on, and ends by the one that ended the command', async () => {
    bootstrap(echo);
    const handled = start([
      'node',
      '-e',
      "process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log('up')",
    ]);
    await once(handled.stdout ?? handled, 'data');
    handled.kill('SIGTERM');
    expect(await once(handled, 'exit')).to.deep.equal([7, null]);

    const died = start(['node', '-e', "setInterval(() => {}, 1000); console.log('up')"]);
    await once(died.stdout ?? died, 'data');
    died.kill('SIGTERM');
    expect(await once(died, 'exit')).to.deep.equal([null, 'SIGTERM']);
  });

  function start(args: string[]): ChildProcess {
    return spawn(process.execPath, ['scripts/bootstrap.mjs', '--no-build', ...args], options());
  }
});
