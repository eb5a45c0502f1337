import { expect } from 'chai';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCli } from '../support/build-cli.ts';
import { forgetfulSource } from '../support/forgetful-source.ts';
import { hatchery } from '../support/hatchery.ts';
import { config, type Folder, folder, source } from '../support/project.ts';
import { spoilLedger } from '../support/spoil-ledger.ts';

const stream = (id: string) => ({ id, source: { use: './source.mjs' } });

/** Streams with a gap each. */
async function withGaps(...ids: string[]): Promise<Folder> {
  const at = await folder({ 'source.mjs': forgetfulSource, 'hatchery.yaml': config(ids.map(stream)) });
  for (let run = 0; run < 2; run++) await hatchery(['run', '-a'], at);
  return at;
}

async function landed({ cwd }: Folder): Promise<number> {
  const names = await readdir(join(cwd, 'logs'), { recursive: true, withFileTypes: true });
  return names.filter((entry) => entry.isFile() && !entry.parentPath.includes('/_hatchery')).length;
}

interface Report {
  readonly exitCode: number;
  readonly streams: readonly { id: string; status: string; objectCount: number; error?: { code: string } }[];
}

describe('backfill', function () {
  this.timeout(60_000);
  before(buildCli);

  it('--gaps closes the gaps that status shows, once', async () => {
    await using at = await withGaps('a', 'b');
    const before = await landed(at);
    const { code, stdout } = await hatchery(['backfill', '-a', '--gaps'], at);
    expect(code).to.equal(0);
    expect(stdout)
      .to.match(/^a +completed +1 /m)
      .and.match(/^b +completed +1 /m);
    expect(await landed(at)).to.equal(before + 2);
    expect((await hatchery(['status'], at)).stdout).not.to.include('gap ');
    expect(await hatchery(['backfill', '-a', '--gaps'], at)).to.deep.include({
      code: 0,
      stdout: '2 streams: no gaps to fill.\n',
    });
    expect(await landed(at)).to.equal(before + 2);
    expect((await hatchery(['verify', '--deep'], at)).code).to.equal(0);
  });

  it('--gaps takes only the streams that it is told to, and reports as run does', async () => {
    await using at = await withGaps('a', 'b');
    const { stdout } = await hatchery(['backfill', '-i', 'b', '--gaps', '--json'], at);
    const report = JSON.parse(stdout) as Report;
    expect(report.exitCode).to.equal(0);
    expect(report.streams.map(({ id, status, objectCount }) => [id, status, objectCount])).to.deep.equal([
      ['b', 'completed', 1],
    ]);
    expect((await hatchery(['status'], at)).stdout)
      .to.include('a: gap ')
      .and.not.include('b: gap ');
    const again = JSON.parse((await hatchery(['backfill', '-i', 'b', '--gaps', '--json'], at)).stdout) as Report;
    expect(again).to.deep.include({ exitCode: 0, streams: [] });
  });

  it('--gaps --dry-run shows what would be asked for, and collects nothing', async () => {
    await using at = await withGaps('a');
    const before = await landed(at);
    const { code, stdout } = await hatchery(['backfill', '-a', '--gaps', '--dry-run'], at);
    expect(code).to.equal(0);
    expect(stdout)
      .to.match(/^a +\S+Z +\S+Z +1$/m)
      .and.include('Nothing was collected.');
    expect(await landed(at)).to.equal(before);
    expect((await hatchery(['status'], at)).stdout).to.include('a: gap ');
  });

  it('--gaps fails for a stream whose gaps cannot be told, and closes those of the others', async () => {
    await using at = await withGaps('a', 'b');
    await spoilLedger(at.cwd, 'a');
    const { code, stdout } = await hatchery(['backfill', '-a', '--gaps', '--json'], at);
    expect(code).to.equal(1);
    const { streams } = JSON.parse(stdout) as Report;
    expect(streams.map(({ id, status, error }) => [id, status, error?.code])).to.have.deep.members([
      ['b', 'completed', undefined],
      ['a', 'failed', 'LEDGER_CORRUPT'],
    ]);
    const dry = await hatchery(['backfill', '-a', '--gaps', '--dry-run'], at);
    expect(dry.code).to.equal(1);
    expect(dry.stderr).to.include('LEDGER_CORRUPT');
  });

  it('collects a span in ticks, goes on after a break, and leaves alone what it has', async () => {
    const failing = { id: 'a', source: { use: './source.mjs', fail: 'Not now.' } };
    await using at = await folder({ 'source.mjs': source, 'hatchery.yaml': config([failing]) });
    const span = ['-s', '2026-01-01T00:00:00Z', '-e', '2026-01-01T03:00:00Z', '-d', '1h'];
    expect((await hatchery(['backfill', '-a', ...span], at)).code).to.equal(1);
    expect((await hatchery(['status'], at)).stdout).to.include(
      'a: unfinished backfill 2026-01-01T00:00:00.000Z to 2026-01-01T01:00:00.000Z (1h)',
    );
    await at.write({ 'hatchery.yaml': config([stream('a')]) });
    expect((await hatchery(['backfill', '-a', ...span], at)).stdout).to.match(/^a +completed +3 /m);
    expect((await hatchery(['backfill', '-a', ...span], at)).stdout).to.match(/^a +completed +0 /m);
    expect(await landed(at)).to.equal(3);
    const { stdout } = await hatchery(['streams', '--json'], at);
    expect((JSON.parse(stdout) as { streams: { lastCommit: unknown }[] }).streams[0]?.lastCommit).to.equal(null);
  });

  for (const [name, args, words] of [
    ['no time', ['-a'], ['--gaps', '--start-time', 'hatchery run']],
    ['gaps and a time', ['-a', '--gaps', '-s', '2026-01-01T00:00:00Z'], ['do not go together']],
    ['gaps and a tick', ['-a', '--gaps', '-d', '1h'], ['do not go together']],
    ['no selector', ['--gaps'], ['Say which streams', '(-a)']],
    ['a flag, misspelt', ['-a', '--gasp'], ['Did you mean `--gaps`?']],
    ['an end without a start', ['-a', '-e', '2026-01-01T00:00:00Z'], ['needs --start-time']],
  ] as const) {
    it(`2: ${name}`, async () => {
      await using at = await folder({ 'source.mjs': source, 'hatchery.yaml': config([stream('a')]) });
      const { code, stdout, stderr } = await hatchery(['backfill', ...args], at);
      expect([code, stdout], stderr).to.deep.equal([2, '']);
      for (const word of words) expect(stderr).to.include(word);
    });
  }

  it('2: gaps and a time from a variable', async () => {
    await using at = await folder({ 'source.mjs': source, 'hatchery.yaml': config([stream('a')]) });
    const options = { ...at, env: { HATCHERY_START_TIME: '2026-01-01T00:00:00Z' } };
    const { code, stderr } = await hatchery(['backfill', '-a', '--gaps'], options);
    expect(code).to.equal(2);
    expect(stderr).to.include('HATCHERY_START_TIME');
  });
});
