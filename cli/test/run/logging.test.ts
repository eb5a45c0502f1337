import { expect } from 'chai';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCli } from '../support/build-cli.ts';
import { hatchery, start } from '../support/hatchery.ts';
import { config, folder, source } from '../support/project.ts';

const one = { id: 'one', tags: ['hourly'], source: { use: './source.mjs' } };
const failing = { id: 'failing', source: { use: './source.mjs', fail: 'It said no.' } };
const files = { 'source.mjs': source, 'hatchery.yaml': config([one, failing]) };

describe('the log of a run', function () {
  this.timeout(60_000);
  before(buildCli);

  it('is JSON lines as Cloud Logging reads them, each with severity, time and message', async () => {
    await using at = await folder(files);
    const { stderr } = await hatchery(['run', '-a', '-l', 'debug'], { ...at, env: { HATCHERY_LOG_FORMAT: 'json' } });
    const records = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const record of records) {
      expect(record).to.include.keys('severity', 'time', 'message');
      expect(record['severity']).to.be.oneOf(['DEBUG', 'INFO', 'WARNING', 'ERROR']);
      expect(new Date(String(record['time'])).toISOString()).to.equal(record['time']);
    }
    const failed = records.find(({ severity }) => severity === 'ERROR');
    expect(failed).to.include({ stream: 'failing', status: 'failed' });
    expect(failed?.['error']).to.include({ code: 'SOURCE_FAILED', hint: 'Do not ask it to.' });
  });

  it('is for machines also when nothing ran', async () => {
    await using at = await folder(files);
    const { code, stdout, stderr } = await hatchery(['run', '-t', 'nope', '-f', 'json', '--json'], at);
    expect(code).to.equal(3);
    expect(JSON.parse(stderr)).to.include({ severity: 'ERROR', code: 'NO_STREAM_MATCHED' });
    expect((JSON.parse(stdout) as { error: object }).error).to.include({ code: 'NO_STREAM_MATCHED' });
  });

  it('keeps to its level', async () => {
    await using at = await folder(files);
    const { stderr } = await hatchery(['run', '-i', 'one', '-l', 'warn'], at);
    expect(stderr).to.equal('');
  });

  it('goes to a file that only its owner can read, and is appended to', async () => {
    await using at = await folder(files);
    await hatchery(['run', '-i', 'one', '--log-out', 'run.log'], at);
    const path = join(at.cwd, 'run.log');
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    await writeFile(path, 'before\n');
    const { stderr } = await hatchery(['run', '-i', 'one'], { ...at, env: { HATCHERY_LOG_OUT: 'run.log' } });
    expect(stderr).to.equal('');
    expect(await readFile(path, 'utf8')).to.match(/^before\n.*INFO {2}one: Started\./);
  });

  it('goes to standard output if asked to', async () => {
    await using at = await folder(files);
    const { stdout, stderr } = await hatchery(['run', '-i', 'one', '-o', '-'], at);
    expect(stderr).to.equal('');
    expect(stdout)
      .to.match(/INFO {2}one: Completed\./)
      .and.include('1 stream: 1 completed');
  });

  it('leaves standard output to the report, whatever a plugin prints', async () => {
    const noisy = source.replace('await pipe', 'console.log("noise", 1); console.table([1]); await pipe');
    await using at = await folder({ ...files, 'source.mjs': noisy });
    const { code, stdout, stderr } = await hatchery(['run', '-i', 'one', '--json'], at);
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.have.nested.property('streams[0].status', 'completed');
    expect(stderr).to.include('noise 1 from=console');
  });

  it('a line cannot be forged, nor a terminal steered', async () => {
    const hostile = source.replace(
      'await pipe',
      'pipe.log.info("a\\nERROR all is lost\\u001b[2J\\u202e", { "k\\n": "v\\u001b]0;x\\u0007" }); await pipe',
    );
    await using at = await folder({ ...files, 'source.mjs': hostile });
    const { stderr } = await hatchery(['run', '-i', 'one'], at);
    expect(stderr).not.to.match(/^ERROR/m);
    expect(stderr).to.include('a\\nERROR all is lost\\u001b[2J\\u202e').and.not.include('\u001b');
  });

  it('survives a field that cannot be written', async () => {
    const odd = source.replace(
      'await pipe',
      'const f = { big: 1n, none: undefined, call() {} }; f.self = f; pipe.log.info("odd", f); await pipe',
    );
    await using at = await folder({ ...files, 'source.mjs': odd });
    for (const format of ['text', 'json']) {
      const { code, stderr } = await hatchery(['run', '-i', 'one', '-f', format], at);
      expect(code, stderr).to.equal(0);
    }
  });

  it('has no colours in a pipe, unless they are asked for', async () => {
    await using at = await folder(files);
    const piped = await hatchery(['run', '-i', 'one'], at);
    expect(piped.stdout + piped.stderr).not.to.include('\u001b');
    const forced = await hatchery(['run', '-i', 'one'], { ...at, env: { FORCE_COLOR: '1' } });
    expect(forced.stdout).to.include('\u001b[32mcompleted');
    expect(forced.stderr).to.include('\u001b[32mINFO');
    const never = await hatchery(['run', '-i', 'one'], { ...at, env: { NO_COLOR: '1', FORCE_COLOR: '1' } });
    expect(never.stdout + never.stderr).not.to.include('\u001b');
  });

  it('ends well when nobody reads what it prints', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => ({
      id: `stream-${index}`,
      source: { use: './source.mjs' },
    }));
    await using at = await folder({ ...files, 'hatchery.yaml': config(many) });
    const listing = start(['streams'], at);
    listing.child.stdout?.destroy();
    const { code, stderr } = await listing.result;
    expect(code, stderr).to.equal(0);
    expect(stderr).to.equal('');
    const running = start(['run', '-i', 'stream-1'], at);
    running.child.stdout?.destroy();
    running.child.stderr?.destroy();
    expect((await running.result).code).to.equal(0);
  });

  it('tells of an error that nobody caught, and lets the streams go on', async () => {
    const careless = source.replace(
      'await pipe',
      'Promise.reject(new Error("forgotten")); setImmediate(() => { throw new Error("thrown aside"); }); await pipe',
    );
    const streams = [
      { ...one, source: { use: './careless.mjs' } },
      { id: 'other', source: { use: './source.mjs' } },
    ];
    await using at = await folder({ ...files, 'careless.mjs': careless, 'hatchery.yaml': config(streams) });
    const { code, stdout, stderr } = await hatchery(['run', '-a'], at);
    expect(code).to.equal(1);
    expect(stdout)
      .to.match(/^one +failed/m)
      .and.match(/^other +completed/m);
    expect(stderr).to.include('forgotten').and.include('thrown aside');
  });
});
