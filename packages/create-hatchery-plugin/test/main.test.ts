import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect } from 'chai';
import { type Outcome, ownFolder, run } from './support/run.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const bin = join(ownFolder, 'bin/create-hatchery-plugin.js');

function create(args: readonly string[], cwd: string): Promise<Outcome> {
  return run(process.execPath, [bin, ...args], cwd);
}

describe('npm create hatchery-plugin', function () {
  this.timeout(60_000);

  before(() => {
    const compiler = join(ownFolder, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [compiler, '-b', ownFolder]);
  });

  it('says what it wrote, and the next three commands', async () => {
    await using at = await temporaryFolder();
    const { code, stdout, stderr } = await create(['acme', '--kind', 'source', '--resume', 'queue'], at.path);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(stdout).to.include('Wrote hatchery-source-acme, ').and.include('\n  src/index.ts\n');
    expect(stdout.trimEnd().split('\n').slice(-4)).to.deep.equal([
      'Next:',
      '  cd hatchery-source-acme',
      '  npm install',
      '  npm test',
    ]);
    for (const [, file = ''] of stdout.matchAll(/^ {2}(\S+\.\S+|LICENSE)$/gm)) {
      expect(existsSync(join(at.path, 'hatchery-source-acme', file)), file).to.equal(true);
    }
  });

  it('shows every class in its help', async () => {
    await using at = await temporaryFolder();
    const { code, stdout } = await create(['--help'], at.path);
    expect(code).to.equal(0);
    expect(stdout).to.match(/cursor .*window .*availability .*ascending .*queue /s);
  });

  const wrong: [string, string[], RegExp][] = [
    ['nothing, where nobody can be asked', [], /a name, --kind, and --resume must be given/],
    ['an unknown flag', ['acme', '--sort', 'x'], /--sort/],
    ['two names', ['acme', 'other'], /2 names/],
    ['a flag without its value', ['acme', '--kind'], /--kind/],
    ['a bad name', ['ACME', '--kind', 'source', '--resume', 'queue'], /"ACME" cannot be the name/],
  ];
  for (const [what, args, message] of wrong) {
    it(`ends with 2 for ${what}`, async () => {
      await using at = await temporaryFolder();
      const { code, stdout, stderr } = await create(args, at.path);
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
      expect(stderr)
        .to.match(message)
        .and.not.match(/\n\s+at /);
      expect(await readdir(at.path)).to.deep.equal([]);
    });
  }

  it('writes the same from its published tarball', async () => {
    await using at = await temporaryFolder();
    const args = ['acme', '--kind', 'source', '--resume', 'cursor', '--author', 'Ada'];
    const pack = await run('pnpm', ['pack', '--pack-destination', at.path], ownFolder);
    expect(pack.code, pack.stderr).to.equal(0);
    const [tarball = ''] = await readdir(at.path);
    await run('tar', ['-xf', tarball], at.path);
    await symlink(join(ownFolder, 'node_modules'), join(at.path, 'package/node_modules'), 'dir');
    const published = join(at.path, 'package/bin/create-hatchery-plugin.js');
    const folders = ['from-here', 'from-tarball'];
    const [here, there] = await Promise.all([
      create([...args, '--directory', 'from-here'], at.path),
      run(process.execPath, [published, ...args, '--directory', 'from-tarball'], at.path),
    ]);
    expect([here.code, there.code]).to.deep.equal([0, 0]);
    const { stdout } = await run('diff', ['--recursive', '--brief', ...folders], at.path);
    expect(stdout).to.equal('');
  });

  if (!hasScript()) return;

  it('asks at a terminal for what is not given', async () => {
    await using at = await temporaryFolder();
    const { code, screen } = await atTerminal([], at.path, [
      ['What is it to be?', '\r'],
      ['What is the service called?', 'Bad Name\r'],
      ['cannot be the name', `${'\u007f'.repeat(8)}acme\r`],
      ['How does its API let a source resume?', '\u001b[B\r'],
    ]);
    expect(code, screen).to.equal(0);
    const collect = await readFile(join(at.path, 'hatchery-source-acme/src/index.ts'), 'utf8');
    expect(collect).to.include("resume: 'window'");
  });

  it('asks for nothing that is given', async () => {
    await using at = await temporaryFolder();
    const { code, screen } = await atTerminal(['hatchery-dest-acme'], at.path, []);
    expect(code, screen).to.equal(0);
    expect(screen).to.include('Wrote hatchery-dest-acme');
  });

  it('writes nothing when the questions are ended', async () => {
    await using at = await temporaryFolder();
    const { code, screen } = await atTerminal([], at.path, [['What is it to be?', '\u0003']]);
    expect(code).to.equal(2);
    expect(screen).to.include('Nothing was written.');
    expect(await readdir(at.path)).to.deep.equal([]);
  });
});

/** `script`, of util-linux, runs a command in a terminal of its own. */
function hasScript(): boolean {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux');
  } catch {
    return false;
  }
}

/** Runs it in a terminal, and types each answer once its question is on the screen. */
async function atTerminal(
  args: readonly string[],
  cwd: string,
  dialogue: readonly (readonly [question: string, answer: string])[],
): Promise<{ code: number; screen: string }> {
  const command = ['stty rows 40 cols 200; exec', process.execPath, bin, ...args].join(' ');
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd, TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const left = [...dialogue];
  let screen = '';
  let unread = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const plain = stripVTControlCharacters(text);
    screen += plain;
    unread += plain;
    const [next] = left;
    if (next === undefined || !unread.includes(next[0])) return;
    left.shift();
    unread = '';
    child.stdin.write(next[1]);
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, screen };
}
