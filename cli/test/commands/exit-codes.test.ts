import { expect } from 'chai';
import { buildCli } from '../support/build-cli.ts';
import { gate } from '../support/gate.ts';
import { hatchery, start, untilStderr } from '../support/hatchery.ts';
import { config, folder, gatedSource, source } from '../support/project.ts';

const one = { id: 'one', tags: ['hourly'], source: { use: './source.mjs' } };
const failing = { id: 'failing', tags: ['hourly'], source: { use: './source.mjs', fail: 'It said no.' } };

describe('exit codes', function () {
  this.timeout(60_000);
  before(buildCli);

  it('0: all streams completed', async () => {
    await using at = await folder({ 'source.mjs': source, 'hatchery.yaml': config([one]) });
    const { code, stdout } = await hatchery(['run', '-t', 'hourly'], at);
    expect(code).to.equal(0);
    expect(stdout)
      .to.match(/^STREAM +STATUS/)
      .and.match(/^one +completed +1/m)
      .and.include('1 stream: 1 completed; 1 object, 3 B');
  });

  it('1: one stream failed, the other landed; the failure is told in full', async () => {
    await using at = await folder({ 'source.mjs': source, 'hatchery.yaml': config([failing, one]) });
    const { code, stdout, stderr } = await hatchery(['run', '-a'], at);
    expect(code).to.equal(1);
    expect(stdout)
      .to.match(/^failing +failed/m)
      .and.match(/^one +completed/m);
    expect(stdout).to.include('failing: SOURCE_FAILED: It said no.').and.include('hint: Do not ask it to.');
    expect(stderr).to.match(/ERROR failing: Failed: It said no\./);
  });

  for (const [name, args, words] of [
    ['no selector', ['run'], ['USAGE', 'hourly', 'one', '(-t)']],
    ['empty selectors', ['run', '-t', ' , '], ['USAGE', 'hourly']],
    ['an unknown flag', ['run', '--dry-rum'], ['Unknown flag: --dry-rum', 'Did you mean `--dry-run`?']],
    ['an alias, misspelt', ['run', '--tga', 'x'], ['Did you mean `--tag`?']],
    ['an unknown letter', ['run', '-x'], ['Unknown flag: -x']],
    ['an unknown command', ['chekc'], ['Unknown command: chekc', 'Did you mean `hatchery check`?']],
    ['an unknown command with help', ['chekc', '--help'], ['chekc']],
    ['an unknown subcommand', ['plugins', 'inspcet'], ['Did you mean `hatchery plugins inspect`?']],
    ['a missing argument', ['plugins', 'inspect'], ['name']],
    ['a word too many', ['run', 'hourly'], ['Unexpected argument: hourly']],
    ['a flag without its value', ['run', '-t'], ['expects a value']],
    ['a choice that is none', ['run', '-a', '-l', 'loud'], ['debug, info, warn, error']],
    [
      'a start after the end',
      ['run', '-a', '-s', '2026-01-02T00:00:00Z', '-e', '2026-01-01T00:00:00Z'],
      ['is not before'],
    ],
    ['a start in the future', ['run', '-a', '-s', '2999-01-01T00:00:00Z'], ['is not in the past']],
    ['a date without a time', ['run', '-a', '-s', '2026-01-02'], ['is not a time', 'RFC 3339']],
    ['a day that does not exist', ['run', '-a', '-s', '2026-02-30T00:00:00Z'], ['is not a time']],
    ['an end without a start', ['run', '-a', '-e', '2026-01-02T00:00:00Z'], ['needs --start-time']],
    ['a tick without a start', ['run', '-a', '-d', '1h'], ['needs --start-time']],
    ['a tick of nothing', ['run', '-a', '-s', '2026-01-02T00:00:00Z', '-d', '0s'], ['longer than 0']],
    ['a negative tick', ['run', '-a', '-s', '2026-01-02T00:00:00Z', '-d=-5m'], ['longer than 0']],
    ['a tick in words', ['run', '-a', '-s', '2026-01-02T00:00:00Z', '-d', 'an hour'], ['longer than 0']],
    ['a tick far too short', ['run', '-a', '-s', '2020-01-02T00:00:00Z', '-d', '1ms'], ['longer tick']],
    ['no machine of some', ['run', '-a', '--shard', '0/3'], ['--shard']],
    ['the fourth of three machines', ['run', '-a', '--shard', '4/3'], ['--shard']],
    ['a part in words', ['run', '-a', '--shard', 'third'], ['I/N']],
    ['the number of a task where there is none', ['run', '-a', '--shard', 'auto'], ['CLOUD_RUN_TASK_INDEX', '3/16']],
    ['the same for a list', ['streams', '--shard', 'auto'], ['CLOUD_RUN_TASK_INDEX']],
    ['the same for a status', ['status', '--shard', '4/3'], ['--shard']],
    ['no concurrency', ['run', '-a', '--concurrency', '0'], ['greater than or equal to 1']],
    ['JSON among log lines', ['run', '-a', '--json', '-o', '-'], ['do not go together']],
    ['a log file nowhere', ['run', '-a', '-o', './no/such/log'], ['cannot be opened']],
    ['a config that is not there', ['run', '-a', '-c', 'other.yaml'], ['other.yaml']],
    ['an overlay that is not there', ['run', '-a', '--env', 'prod'], ['ENVIRONMENT_UNKNOWN']],
  ] as const) {
    it(`2: ${name}`, async () => {
      await using at = await folder({ 'source.mjs': source, 'hatchery.yaml': config([one]) });
      const { code, stdout, stderr } = await hatchery(args, at);
      expect(code, stderr).to.equal(2);
      if (!args.some((arg) => arg === '--json')) expect(stdout).to.equal('');
      for (const word of words) expect(stderr).to.include(word);
      expect(stderr).not.to.match(/^ {4}at /m);
    });
  }

  it('2: every problem of a config, each with its place, and nothing ran', async () => {
    const text =
      'streams:\n  - id: a\n    tag: [x]\n    source: { use: ./source.mjs, txet: 1 }\n    destination: { use: fille, path: ./logs }\n';
    await using at = await folder({ 'source.mjs': source, 'hatchery.yaml': text });
    const { code, stderr, stdout } = await hatchery(['run', '-a', '--json'], at);
    expect(code).to.equal(2);
    expect(stderr)
      .to.match(/hatchery\.yaml:3:\d+: streams\[0\]\.tag/)
      .and.match(/hatchery\.yaml:4:\d+: streams\[0\]\.source\.txet/)
      .and.match(/hatchery\.yaml:5:\d+: .*Did you mean "file"/);
    const { error } = JSON.parse(stdout) as { error: { code: string; problems: { line: number; path: unknown[] }[] } };
    expect(error.code).to.equal('CONFIG_INVALID');
    expect(error.problems.map(({ line }) => line)).to.include.members([3, 4]);
  });

  it('2: no config at all', async () => {
    await using at = await folder();
    const { code, stderr } = await hatchery(['run', '-a'], at);
    expect(code).to.equal(2);
    expect(stderr).to.include('CONFIG_NOT_FOUND');
  });

  it('3: no stream matched; the tags there are', async () => {
    await using at = await folder({ 'source.mjs': source, 'hatchery.yaml': config([one]) });
    const { code, stderr } = await hatchery(['run', '-t', 'dialy'], at);
    expect(code).to.equal(3);
    expect(stderr).to.include('NO_STREAM_MATCHED').and.include('hourly');
  });

  it('75: another run holds the stream, and completes it', async () => {
    await using door = await gate();
    const gated = { id: 'gated', source: { use: './gated.mjs', gate: door.url } };
    await using at = await folder({ 'gated.mjs': gatedSource, 'hatchery.yaml': config([gated]) });
    const holder = start(['run', '-a'], at);
    await door.reached;
    const { code, stdout } = await hatchery(['run', '-a'], at);
    expect(code, stdout).to.equal(75);
    expect(stdout)
      .to.match(/^gated +held/m)
      .and.include('STREAM_HELD')
      .and.include('1 held');
    door.open();
    expect((await holder.result).code).to.equal(0);
  });

  for (const [signal, expected] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`${expected}: ended by ${signal}, with a report and nothing half landed`, async () => {
      await using door = await gate();
      const gated = { id: 'gated', source: { use: './gated.mjs', gate: door.url } };
      await using at = await folder({ 'gated.mjs': gatedSource, 'hatchery.yaml': config([gated]) });
      const running = start(['run', '-a', '--json'], at);
      await door.reached;
      running.child.kill(signal);
      const { code, stdout, stderr } = await running.result;
      expect(code, stderr).to.equal(expected);
      const report = JSON.parse(stdout) as { exitCode: number; streams: { status: string; objectCount: number }[] };
      expect(report.exitCode).to.equal(expected);
      expect(report.streams[0]).to.include({ status: 'cancelled', objectCount: 0 });
      expect(stderr).to.include(`Stopping, because of ${signal}`);
    });
  }

  it('a second signal ends a run that does not listen, at once', async () => {
    await using door = await gate();
    const gated = { id: 'gated', source: { use: './gated.mjs', gate: door.url, heeds: false } };
    await using at = await folder({ 'gated.mjs': gatedSource, 'hatchery.yaml': config([gated]) });
    const running = start(['run', '-a'], at);
    await door.reached;
    const stopping = untilStderr(running, 'Stopping');
    running.child.kill('SIGINT');
    await stopping;
    const before = performance.now();
    running.child.kill('SIGINT');
    expect((await running.result).code).to.equal(130);
    expect(performance.now() - before).to.be.below(4_000);
  });

  it('a run that does not listen is ended within 10 seconds', async () => {
    await using door = await gate();
    const gated = { id: 'gated', source: { use: './gated.mjs', gate: door.url, heeds: false } };
    await using at = await folder({ 'gated.mjs': gatedSource, 'hatchery.yaml': config([gated]) });
    const running = start(['run', '-a'], at);
    await door.reached;
    const before = performance.now();
    running.child.kill('SIGTERM');
    expect((await running.result).code).to.equal(143);
    expect(performance.now() - before).to.be.below(10_000);
  });
});
