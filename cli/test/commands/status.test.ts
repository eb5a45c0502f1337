import { expect } from 'chai';
import { buildCli } from '../support/build-cli.ts';
import { forgetfulSource } from '../support/forgetful-source.ts';
import { gate } from '../support/gate.ts';
import { hatchery, start } from '../support/hatchery.ts';
import { config, folder, gatedSource, source } from '../support/project.ts';
import { spoilLedger } from '../support/spoil-ledger.ts';

const one = { id: 'one', tags: ['hourly'], source: { use: './source.mjs' } };
const two = { id: 'zwei-ツ', source: { use: './source.mjs' } };
const files = { 'source.mjs': source, 'hatchery.yaml': config([one, two]) };

interface Status {
  readonly at: string;
  readonly streams: readonly Readonly<Record<string, unknown>>[];
}

describe('status', function () {
  this.timeout(60_000);
  before(buildCli);

  it('shows every stream, those that never ran too', async () => {
    await using at = await folder(files);
    await hatchery(['run', '-i', 'one'], at);
    const { code, stdout, stderr } = await hatchery(['status'], at);
    expect([code, stderr]).to.deep.equal([0, '']);
    expect(stdout)
      .to.match(/^STREAM +LAST COMMIT +COVERED UNTIL +LAG +GAPS +WINDOW +OBJECTS +BYTES +LOSES IN$/m)
      .and.match(/^one +\d{4}-\S+Z +\d{4}-\S+Z +\S+.* +0 +- +1 +3 B +-$/m)
      .and.match(/^zwei-ツ +never +- +- +0 +- +0 +0 B +-$/m)
      .and.match(/^2 streams\.$/m);
  });

  it('shows the streams of a shard, and makes no others ready', async () => {
    const broken = { ...two, source: { use: './source.mjs', token: '${env:NOT_SET}' } };
    const apart = {
      ...(JSON.parse(config([one, broken])) as object),
      defaults: { ledger: { use: 'file', path: './ledger' } },
    };
    await using at = await folder({ ...files, 'hatchery.yaml': JSON.stringify(apart) });
    const shown = [1, 2].map((number) =>
      hatchery(['status', '--json'], { ...at, env: { HATCHERY_SHARD: `${number}/2` } }),
    );
    const results = await Promise.all(shown);
    const well = results.filter(({ code }) => code === 0);
    expect(well.map(({ stdout }) => (JSON.parse(stdout) as Status).streams.map(({ id }) => id))).to.deep.equal([
      ['one'],
    ]);
    expect(well[0]?.stderr).to.match(/^Shard [12]\/2 takes 1 of 2 streams\.\n$/);
    expect(results.find(({ code }) => code !== 0)?.stderr).to.include('NOT_SET');
  });

  it('gives every key in JSON, whatever is known', async () => {
    await using at = await folder({ ...files, 'hatchery.yaml': config([one, two, { ...one, id: 'spoilt' }]) });
    await hatchery(['run', '-i', 'one,spoilt'], at);
    await spoilLedger(at.cwd, 'spoilt');
    const { code, stdout } = await hatchery(['status', '--json'], at);
    expect(code).to.equal(1);
    const { at: time, streams } = JSON.parse(stdout) as Status;
    expect(new Date(time).toISOString()).to.equal(time);
    const keys = Object.keys(streams[0] ?? {});
    expect(keys).to.have.members([
      'id',
      'tags',
      'lastCommit',
      'head',
      'coveredFrom',
      'coveredUntil',
      'lagMs',
      'late',
      'gaps',
      'openWindow',
      'openBackfills',
      'heldBy',
      'objects',
      'bytes',
      'losesFrom',
      'error',
    ]);
    for (const stream of streams) expect(Object.keys(stream)).to.deep.equal(keys);
    expect(streams[0]).to.deep.include({ id: 'one', tags: ['hourly'], objects: 1, bytes: 3, gaps: [], error: null });
    expect(streams[1]).to.deep.include({ lastCommit: null, coveredUntil: null, lagMs: null, objects: 0, gaps: [] });
    expect(streams[2]).to.deep.include({ lastCommit: null, objects: null, gaps: null });
    expect(streams[2]?.['error']).to.include({ code: 'LEDGER_CORRUPT' });
  });

  it('ends with 1 and the reason where a ledger cannot be read, and shows the rest', async () => {
    await using at = await folder(files);
    await hatchery(['run', '-a'], at);
    await spoilLedger(at.cwd, 'one');
    const { code, stdout } = await hatchery(['status'], at);
    expect(code).to.equal(1);
    expect(stdout)
      .to.match(/^one +unknown +/m)
      .and.match(/^zwei-ツ +\d{4}-.* 3 B/m)
      .and.include('one: LEDGER_CORRUPT: ')
      .and.include('2 streams: 1 unreadable.');
  });

  it('takes the streams that it is told to, and says when some are not there', async () => {
    await using at = await folder(files);
    const tagged = await hatchery(['status', '-t', 'hourly', '-i', 'none'], at);
    expect(tagged.stdout).to.match(/^one /m).and.not.include('zwei');
    expect(tagged.stderr).to.include('No stream has the id "none"');
    expect((await hatchery(['status', '-i', 'noe'], at)).code).to.equal(3);
  });

  it('--max-lag: 1 for a stream that is covered less far, or not at all', async () => {
    await using at = await folder(files);
    await hatchery(['run', '-i', 'one'], at);
    expect((await hatchery(['status', '-i', 'one', '--max-lag', '1d'], at)).code).to.equal(0);
    const late = await hatchery(['status', '--max-lag', '1d'], at);
    expect(late.code).to.equal(1);
    expect(late.stdout).to.include('2 streams: 1 late.');
    const all = JSON.parse((await hatchery(['status', '--max-lag', '1ms', '--json'], at)).stdout) as Status;
    expect(all.streams.map((stream) => stream['late'])).to.deep.equal([true, true]);
    const wrong = await hatchery(['status', '--max-lag', 'soon'], at);
    expect([wrong.code, wrong.stdout]).to.deep.equal([2, '']);
    expect(wrong.stderr).to.include('--max-lag is not a span of time');
  });

  it('shows gaps, what to do about them, and how long there is left', async () => {
    await using at = await folder({
      'source.mjs': forgetfulSource,
      'hatchery.yaml': config([one]),
    });
    await hatchery(['run', '-a'], at);
    await hatchery(['run', '-a'], at);
    const { code, stdout } = await hatchery(['status'], at);
    expect(code).to.equal(0);
    expect(stdout)
      .to.match(/^one: gap \S+Z to \S+Z \(\d.*\)$/m)
      .and.include('1 stream: 1 with gaps.')
      .and.include('`hatchery backfill --gaps`')
      .and.match(/^one .* now$/m);
  });

  it('shows who is at work on which window', async () => {
    await using door = await gate();
    const gated = { id: 'gated', source: { use: './gated.mjs', gate: door.url } };
    await using at = await folder({ 'gated.mjs': gatedSource, 'hatchery.yaml': config([gated]) });
    const running = start(['run', '-a'], at);
    await door.reached;
    const { stdout } = await hatchery(['status'], at);
    expect(stdout)
      .to.match(/^gated .* at work /m)
      .and.match(/^gated: open window \S+Z to \S+Z \(10m\)$/m)
      .and.include(`process ${running.child.pid} since `);
    const { streams } = JSON.parse((await hatchery(['status', '--json'], at)).stdout) as Status;
    expect(streams[0]?.['heldBy']).to.include.keys('holder', 'since', 'until');
    door.open();
    await running.result;
    expect((await hatchery(['status'], at)).stdout).not.to.include('open window');
  });
});
