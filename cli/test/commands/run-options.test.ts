import { expect } from 'chai';
import { readdir } from 'node:fs/promises';
import { buildCli } from '../support/build-cli.ts';
import { hatchery } from '../support/hatchery.ts';
import { config, folder, source } from '../support/project.ts';

const streams = [
  { id: 'a', tags: ['hourly'], source: { use: './source.mjs' } },
  { id: 'b', tags: ['daily', 'x'], source: { use: './source.mjs' } },
  { id: 'c', tags: ['weekly'], source: { use: './source.mjs' } },
];
const files = { 'source.mjs': source, 'hatchery.yaml': config(streams) };

interface Plan {
  readonly dryRun: boolean;
  readonly streams: readonly { id: string; windows: { from: string; to: string }[] }[];
}

describe('what run takes', function () {
  this.timeout(60_000);
  before(buildCli);

  const chosen: readonly (readonly [string, readonly string[], Readonly<Record<string, string>>, readonly string[]])[] =
    [
      ['-t', ['-t', 'hourly'], {}, ['a']],
      ['-t repeated', ['-t', 'hourly', '-t', 'weekly'], {}, ['a', 'c']],
      ['--tag with a list', ['--tag', 'hourly, daily'], {}, ['a', 'b']],
      ['-i or -t', ['-i', 'c', '-t', 'x'], {}, ['b', 'c']],
      ['--stream-id=', ['--stream-id=a,c'], {}, ['a', 'c']],
      ['-a', ['-a'], {}, ['a', 'b', 'c']],
      ['HATCHERY_STREAM_TAGS', [], { HATCHERY_STREAM_TAGS: 'hourly,weekly' }, ['a', 'c']],
      ['HATCHERY_STREAM_ID', [], { HATCHERY_STREAM_ID: 'b' }, ['b']],
      ['HATCHERY_STREAM_ALL', [], { HATCHERY_STREAM_ALL: '1' }, ['a', 'b', 'c']],
      ['a flag before its variable', ['-i', 'a'], { HATCHERY_STREAM_ID: 'b' }, ['a']],
      ['one id that is not there', ['-i', 'a,nope'], {}, ['a']],
    ];
  for (const [name, args, env, ids] of chosen) {
    it(name, async () => {
      await using at = await folder(files);
      const { code, stdout, stderr } = await hatchery(['run', '--dry-run', '--json', ...args], { ...at, env });
      expect(code, stderr).to.equal(0);
      expect((JSON.parse(stdout) as Plan).streams.map(({ id }) => id)).to.deep.equal(ids);
      expect(stderr.includes('WARN'), stderr).to.equal(args.includes('a,nope'));
    });
  }

  it('--dry-run shows the windows and writes nothing', async () => {
    await using at = await folder(files);
    const args = [
      'run',
      '-i',
      'a',
      '--dry-run',
      '-s',
      '2026-01-01T00:00:00Z',
      '-e',
      '2026-01-01T02:30:00+00:00',
      '-d',
      '1h',
    ];
    const { stdout } = await hatchery([...args, '--json'], at);
    const times = (JSON.parse(stdout) as Plan).streams[0]?.windows.map(
      ({ from, to }) => `${from.slice(11, 16)}-${to.slice(11, 16)}`,
    );
    expect(times).to.deep.equal(['00:00-01:00', '01:00-02:00', '02:00-02:30']);
    expect((await hatchery(args, at)).stdout)
      .to.match(/^a +2026-01-01T00:00:00\.000Z +2026-01-01T02:30:00\.000Z +3$/m)
      .and.include('Nothing was collected');
    expect(await readdir(at.cwd)).not.to.include('logs');
  });

  it('the shards share all streams among themselves, however each is told which it is', async () => {
    const told: readonly (readonly [readonly string[], Readonly<Record<string, string>>])[] = [
      [['--shard', '1/5'], {}],
      [['--shard=2/5'], { HATCHERY_SHARD: '5/5' }],
      [[], { HATCHERY_SHARD: '3/5' }],
      [['--shard', 'auto'], { JOB_COMPLETION_INDEX: '3', HATCHERY_SHARD_COUNT: '5' }],
      [[], { HATCHERY_SHARD: 'auto', CLOUD_RUN_TASK_INDEX: '4', CLOUD_RUN_TASK_COUNT: '5' }],
    ];
    await using at = await folder(files);
    const taken: string[] = [];
    let idle = 0;
    for (const [index, [args, env]] of told.entries()) {
      const { code, stdout, stderr } = await hatchery(['run', '-a', '--json', ...args], { ...at, env });
      expect(code, stderr).to.equal(0);
      const ids = (JSON.parse(stdout) as Plan).streams.map(({ id }) => id);
      const share = ids.length === 0 ? 'has none of 3 streams: nothing to do.' : `takes ${ids.length} of 3 streams.`;
      expect(stderr).to.include(`Shard ${index + 1}/5 ${share}`);
      taken.push(...ids);
      if (ids.length === 0) idle += 1;
    }
    expect(taken.sort()).to.deep.equal(['a', 'b', 'c']);
    expect(idle).to.be.greaterThan(0);
  });

  it('a shard is one of the selected streams', async () => {
    await using at = await folder(files);
    const plans = [1, 2].map((number) =>
      hatchery(['run', '-t', 'hourly,daily', '--dry-run', '--json', '--shard', `${number}/2`], at),
    );
    const ids = (await Promise.all(plans)).flatMap(({ stdout }) => (JSON.parse(stdout) as Plan).streams);
    expect(ids.map(({ id }) => id).sort()).to.deep.equal(['a', 'b']);
  });

  it('selectors that match nothing are that for every shard', async () => {
    await using at = await folder(files);
    expect((await hatchery(['run', '-t', 'nope', '--shard', '1/2'], at)).code).to.equal(3);
  });

  it('loads only the plugins of the streams that run', async () => {
    const broken = { id: 'broken', source: { use: './broken.mjs', token: '${env:NOT_SET}' } };
    await using at = await folder({
      ...files,
      'broken.mjs': 'throw new Error("loaded");',
      'hatchery.yaml': config([...streams, broken]),
    });
    const { code, stderr } = await hatchery(['run', '-i', 'a'], at);
    expect(code, stderr).to.equal(0);
    const all = await hatchery(['run', '-a'], at);
    expect(all.code).to.equal(2);
    expect(all.stderr).to.include('broken.mjs').and.include('NOT_SET');
    expect(all.stdout).to.equal('');
  });

  it('collects the windows asked for', async () => {
    await using at = await folder(files);
    const args = ['run', '-i', 'a', '--json', '-s', '2026-01-01T00:00:00Z', '-e', '2026-01-01T03:00:00Z', '-d', '1h'];
    const report = JSON.parse((await hatchery(args, at)).stdout) as {
      streams: { objectCount: number; objects: string[] }[];
    };
    expect(report.streams[0]?.objectCount).to.equal(3);
    for (const name of report.streams[0]?.objects ?? []) expect(name).to.match(/^2026\/01\/01\//);
  });

  it('five hundred streams, each reported once', async () => {
    const many = Array.from({ length: 500 }, (_, index) => ({
      id: `stream-${index}`,
      source: { use: './source.mjs' },
    }));
    await using at = await folder({ ...files, 'hatchery.yaml': config(many) });
    const { code, stdout } = await hatchery(['run', '-a', '--json', '-l', 'error', '--concurrency', '50'], at);
    expect(code).to.equal(0);
    const report = JSON.parse(stdout) as { streams: { id: string; status: string }[] };
    expect(new Set(report.streams.map(({ id }) => id)).size).to.equal(500);
    expect(report.streams.every(({ status }) => status === 'completed')).to.equal(true);
  });
});
