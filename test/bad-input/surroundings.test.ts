import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { bin, cleanEnv, type Result } from '../../cli/test/support/hatchery.ts';
import { config, type Folder, folder, source } from '../../cli/test/support/project.ts';
import { buildAll, landedIn } from './support/bad-project.ts';

const files = { 'source.mjs': source, 'hatchery.yaml': config([{ id: 'one', source: { use: './source.mjs' } }]) };

/** Runs a line of shell in which `hatchery` is the tool. */
async function sh({ cwd }: Folder, line: string, env: Readonly<Record<string, string>> = {}): Promise<Result> {
  const child = spawn('bash', ['-c', `hatchery() { "${process.execPath}" "${bin}" "$@"; }\n${line}`], {
    cwd,
    env: cleanEnv({ cwd, env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, signal: null, stdout, stderr };
}

describe('bad input: what is around the process', function () {
  this.timeout(60_000);
  before(buildAll);

  for (const [line, code] of [
    ['hatchery run -a -l error > /dev/full', 1],
    ['hatchery streams --json > /dev/full', 1],
    ['hatchery check > /dev/full', 1],
    ['hatchery run -t none --json > /dev/full', 3],
  ] as const) {
    it(`${line}: ends, and says that the result is lost`, async () => {
      await using at = await folder(files);
      const result = await sh(at, line);
      expect(result.code, result.stderr).to.equal(code);
      expect(result.stderr.match(/Standard output cannot be written: ENOSPC/g)).to.have.length(1);
    });
  }

  for (const [line, code] of [
    ['hatchery run -a 2> /dev/full', 0],
    ['hatchery run -a > /dev/full 2>&1', 1],
    ['hatchery run -a <&- 2>&-', 0],
    ['hatchery streams --json | head -c 1; exit ${PIPESTATUS[0]}', 0],
    ['hatchery run -t none 2> /dev/full', 3],
  ] as const) {
    it(`${line}: ends with ${code}`, async () => {
      await using at = await folder(files);
      expect((await sh(at, line)).code).to.equal(code);
      expect(await landedIn(at)).to.have.length(line.includes('run -a') ? 1 : 0);
    });
  }

  it('a working directory that was removed', async () => {
    await using at = await folder(files);
    const { code, stdout, stderr } = await sh(at, 'mkdir gone; cd gone; rmdir ../gone; hatchery run -a --json');
    expect(code).to.equal(2);
    expect((JSON.parse(stdout) as { error: { code: string } }).error.code).to.equal('USAGE');
    expect(stderr).to.include('The working directory does not exist any more.');
  });

  it('no home, and every variable set to nothing', async () => {
    await using at = await folder(files);
    const names = ['ENV', 'STREAM_ID', 'STREAM_TAGS', 'STREAM_ALL', 'START_TIME', 'END_TIME', 'TICK'];
    const more = ['LOG_LEVEL', 'LOG_FORMAT', 'LOG_OUT'];
    const env = Object.fromEntries([...names, ...more].map((name) => [`HATCHERY_${name}`, '']));
    expect((await sh(at, 'unset HOME; hatchery run -a', env)).code).to.equal(0);
  });

  it('a path of spaces and of characters that mean something in a URL', async () => {
    await using at = await folder();
    const odd = 'a b#c?d%20e/é';
    const code = `import source from './source.mjs';\nexport default { streams: [{ id: 'one', source: source({}), destination: { use: 'file', path: './logs' } }] };`;
    await at.write(
      Object.fromEntries(Object.entries({ ...files, 'code.mjs': code }).map(([name, t]) => [`${odd}/${name}`, t])),
    );
    expect((await sh(at, `cd '${odd}' && hatchery run -a && hatchery run -a -c code.mjs`)).code).to.equal(0);
    expect(await landedIn({ ...at, cwd: `${at.cwd}/${odd}` })).to.have.length(2);
  });
});
