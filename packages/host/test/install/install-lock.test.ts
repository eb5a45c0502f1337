import { expect } from 'chai';
import { openCatalog } from '@hatchery/host';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { lockInstallation } from '../../src/install/install-lock.ts';
import { workFolderOf } from '../../src/install/work-folder.ts';
import { snapshotOf } from './support/install-project.ts';
import { failureOf } from '../support/failure-of.ts';
import { tempProject } from '../support/temp-project.ts';
import { childScript, type ChildWork } from './support/child-script.ts';
import { installProject } from './support/install-project.ts';
import { startLocalRegistry } from './support/local-registry.ts';
import { coreStub, source } from './support/published.ts';

const children: ChildProcess[] = [];

function start(
  work: ChildWork,
  directory: string,
  variables: NodeJS.ProcessEnv,
  names: readonly string[] = [],
): ChildProcess {
  const { words, env } = childScript(work, { directory, variables }, names);
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}

describe('lockInstallation', () => {
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  it('lets one in at a time, in the same process too, and says who is waited for', async () => {
    const directory = tempProject();
    const order: string[] = [];
    const first = await lockInstallation(directory);
    const waited = Promise.withResolvers<unknown>();
    const second = lockInstallation(directory, { onWait: waited.resolve }).then(async (lock) => {
      order.push('second');
      await lock[Symbol.asyncDispose]();
    });
    expect(await waited.promise).to.include({ pid: process.pid });
    order.push('first');
    await first[Symbol.asyncDispose]();
    await second;
    expect(order).to.deep.equal(['first', 'second']);
  });

  it('is not kept by a process that was killed', async () => {
    const directory = tempProject();
    const child = start('hold', directory, process.env);
    if (!child.stdout) throw new Error('needs a pipe');
    await once(child.stdout, 'data');
    const waited = Promise.withResolvers<unknown>();
    const locked = lockInstallation(directory, { onWait: waited.resolve });
    expect(await waited.promise).to.include({ pid: child.pid });
    child.kill('SIGKILL');
    await (await locked)[Symbol.asyncDispose]();
  });

  it('stops waiting when it is told to', async () => {
    const directory = tempProject();
    await using _first = await lockInstallation(directory);
    const stop = new AbortController();
    const second = lockInstallation(directory, { signal: stop.signal, onWait: () => stop.abort() });
    const error = await second.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.have.property('name', 'AbortError');
  });

  it('works on after `npm ci` has removed everything below node_modules', async () => {
    const directory = tempProject();
    const first = await lockInstallation(directory);
    rmSync(join(directory, 'node_modules'), { recursive: true });
    await using second = await lockInstallation(directory);
    expect(existsSync(second.folder.lock)).to.equal(true);
    await first[Symbol.asyncDispose]();
  });

  it('does not make npm distrust what it installed', async () => {
    const directory = tempProject({ 'node_modules/x/package.json': {} });
    const { mtimeMs } = statSync(join(directory, 'node_modules'));
    await (await lockInstallation(directory))[Symbol.asyncDispose]();
    expect(statSync(join(directory, 'node_modules')).mtimeMs).to.be.closeTo(mtimeMs, 1);
  });
});

describe('several changes of plugins at once', () => {
  it('wait for each other, and all count', async () => {
    await using registry = await startLocalRegistry();
    const names = ['a', 'b', 'c', 'd'];
    await registry.publish(coreStub('1.0.0'), ...names.map((name) => source(`hatchery-source-${name}`, '1.0.0')));
    const project = installProject(registry);
    const ends = names.map(async (name) => {
      const child = start('install', project.directory, project.variables, [name]);
      const said = child.stderr ? text(child.stderr) : '';
      const [code] = (await once(child, 'close')) as [number];
      return { code, said: await said };
    });
    expect(await Promise.all(ends)).to.deep.equal(names.map(() => ({ code: 0, said: '' })));
    const { plugins } = await openCatalog({ cwd: project.directory });
    expect(plugins.map(({ shortName, fits }) => `${shortName} ${fits}`)).to.deep.equal(
      names.map((name) => `${name} true`),
    );
    const before = project.snapshot();
    await project.npm('ci');
    expect(project.snapshot()).to.deep.equal(before);
  });
});

describe('an installation that was broken off', () => {
  const halfDone = (): string => {
    const directory = tempProject({
      'package.json': {},
      'node_modules/old/package.json': { version: 'old' },
      '.package.json.hatchery': { dependencies: { 'hatchery-source-x': '1.0.0' } },
      'node_modules/.hatchery/fresh/node_modules/hatchery-source-x/package.json': {
        name: 'hatchery-source-x',
        version: '1.0.0',
      },
    });
    writeJournal(directory);
    return directory;
  };
  const writeJournal = (directory: string): void =>
    writeFileSync(
      workFolderOf(directory).journal,
      JSON.stringify({
        version: 1,
        moves: [
          { place: 'node_modules/hatchery-source-x', hasFresh: true },
          { place: 'node_modules/old', hasFresh: false },
        ],
        files: [{ name: 'package.json', fresh: '.package.json.hatchery', former: '{}' }],
      }),
    );

  it('is finished by whoever looks for plugins next', async () => {
    const directory = halfDone();
    mkdirSync(join(directory, 'deep/down'), { recursive: true });
    const { plugins } = await openCatalog({ cwd: join(directory, 'deep/down') });
    expect(plugins.map(({ name, version }) => `${name} ${version}`)).to.deep.equal(['hatchery-source-x 1.0.0']);
    expect(existsSync(join(directory, 'node_modules/old'))).to.equal(false);
    expect(existsSync(workFolderOf(directory).journal)).to.equal(false);
    expect(existsSync(join(directory, '.package.json.hatchery'))).to.equal(false);
  });

  it('is left alone if what it lists is not what an installation writes: somebody else made it', async () => {
    const move = (place: string) => ({ version: 1, moves: [{ place, hasFresh: true }], files: [] });
    const file = (name: string, fresh: string) => ({ version: 1, moves: [], files: [{ name, fresh, former: null }] });
    for (const journal of [
      file('../taken', '.package.json.hatchery'),
      file('package.json', '../taken'),
      file('.npmrc', '..npmrc.hatchery'),
      move('../taken'),
      move('node_modules/../../taken'),
      move('/taken/node_modules/x'),
      move('taken'),
      { version: 2, moves: [], files: [] },
      [],
      'cut o',
    ]) {
      const directory = halfDone();
      const written = typeof journal === 'string' ? journal : JSON.stringify(journal);
      writeFileSync(workFolderOf(directory).journal, written);
      const before = snapshotOf(directory);
      const failure = await failureOf(openCatalog({ cwd: directory }));
      expect(failure.code, written).to.equal('INSTALL_FAILED');
      expect(failure.hint).to.contain('journal.json');
      expect(snapshotOf(directory)).to.deep.equal(before);
    }
  });

  it('is taken back if it cannot be finished', async () => {
    const directory = halfDone();
    // A file where a folder would have to be.
    writeFileSync(join(directory, 'node_modules/.hatchery/former'), '');
    const failure = await failureOf(openCatalog({ cwd: directory }));
    expect(failure).to.include({ code: 'INSTALL_FAILED' });
    expect(failure.context).to.include({ phase: 'load' });
    expect(existsSync(join(directory, 'node_modules/old/package.json'))).to.equal(true);
    expect(existsSync(join(directory, 'node_modules/hatchery-source-x'))).to.equal(false);
    expect((await openCatalog({ cwd: directory })).plugins).to.deep.equal([]);
  });

  it('is waited for while somebody is at it', async () => {
    const directory = halfDone();
    const lock = await lockInstallation(directory);
    const opened = openCatalog({ cwd: directory });
    expect(existsSync(join(directory, 'node_modules/hatchery-source-x'))).to.equal(false);
    await lock[Symbol.asyncDispose]();
    expect((await opened).plugins).to.have.length(1);
  });
});
