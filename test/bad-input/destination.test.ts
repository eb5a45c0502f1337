import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bin, cleanEnv, hatchery } from '../../cli/test/support/hatchery.ts';
import { badProject, buildAll, canary, httpStream, landedIn } from './support/bad-project.ts';
import { expectFailure } from './support/expect-failure.ts';
import { startServer } from './support/start-server.ts';

const size = 3 * 1_048_576;

describe('bad input: the destination', function () {
  this.timeout(60_000);
  before(buildAll);

  it('a disk that takes a part only: nothing half-written, and whole once there is room', async () => {
    await using server = await startServer((_request, response) => response.end(Buffer.alloc(size, 'x')));
    await using at = await badProject({ 'hatchery.yaml': httpStream(server.url) });
    const options = { cwd: at.cwd, env: { TOKEN: canary } };
    // A limit on the size of files cuts a write in the middle, as a full disk does, and needs no rights.
    const limited = await promisify(execFile)(
      'bash',
      ['-c', 'ulimit -f 2048; exec "$@"', 'bash', process.execPath, bin, 'run', '-a', '--retries', '0'],
      { cwd: at.cwd, env: cleanEnv(options) },
    ).catch((error: unknown) => error as { code: number; stdout: string; stderr: string });
    expect(limited).to.include({ code: 1 });
    expect(limited.stdout)
      .to.match(/one +failed +0/)
      .and.include('DESTINATION_FAILED')
      .and.include('hint:');
    expect(limited.stdout + limited.stderr).not.to.include(canary);
    expect(await landedIn(at)).to.deep.equal([]);

    const { code, stderr } = await hatchery(['run', '-a'], options);
    expect(code, stderr).to.equal(0);
    expect(await landedIn(at)).to.have.length(1);
  });

  it('a disk that is full from the start', async () => {
    await using server = await startServer((_request, response) => response.end('{}'));
    await using at = await badProject({ 'hatchery.yaml': httpStream(server.url) });
    const run = promisify(execFile)(
      'bash',
      ['-c', 'ulimit -f 0; exec "$@"', 'bash', process.execPath, bin, 'run', '-a', '--json', '--retries', '0'],
      { cwd: at.cwd, env: cleanEnv({ cwd: at.cwd, env: { TOKEN: canary } }) },
    ).catch((error: unknown) => error as { code: number; stdout: string });
    const { stdout } = await run;
    const report = JSON.parse(stdout) as { exitCode: number; streams: { error: { code: string } }[] };
    expect(report.exitCode).to.equal(1);
    expect(report.streams[0]?.error.code).to.equal('DESTINATION_FAILED');
    expect(server.requests(), 'nothing is asked for that cannot be kept').to.equal(0);
  });

  it('a place that may only be read', async () => {
    await using server = await startServer((_request, response) => response.end('{}'));
    await using at = await badProject({ 'hatchery.yaml': httpStream(server.url) });
    // Root writes wherever permissions forbid it; the kernel's own file systems take no files from anyone.
    const path = process.getuid?.() === 0 ? '/sys/hatchery-test' : './logs';
    if (path === './logs') {
      await mkdir(join(at.cwd, 'logs'));
      await chmod(join(at.cwd, 'logs'), 0o555);
    }
    await at.write({ 'hatchery.yaml': httpStream(server.url).replace('./logs', path) });
    const says = [path.replace('./', ''), /no permission|read-only/, 'hint:'];
    await expectFailure(at, ['run', '-a', '--retries', '0'], { code: 1, error: 'DESTINATION_FAILED', says });
    expect(server.requests()).to.equal(0);
    const check = await hatchery(['check', '--connect'], { cwd: at.cwd, env: { TOKEN: canary } });
    expect(check.code, check.stderr).to.equal(1);
    expect(check.stdout).to.match(/no permission|read-only/);
  });

  it('a file where the folder should be', async () => {
    await using server = await startServer((_request, response) => response.end('{}'));
    await using at = await badProject({ 'hatchery.yaml': httpStream(server.url).replace('./logs', './taken') });
    await writeFile(join(at.cwd, 'taken'), 'precious');
    const says = ['taken', 'hint:'];
    await expectFailure(at, ['run', '-a', '--retries', '0'], { code: 1, error: 'DESTINATION_FAILED', says });
  });
});
