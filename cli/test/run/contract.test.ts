import { expect } from 'chai';
import { buildCli } from '../support/build-cli.ts';
import { gate } from '../support/gate.ts';
import { hatchery, type Result, start, untilStderr } from '../support/hatchery.ts';
import { lineOf, misbehavingSource } from '../support/misbehaving-source.ts';
import { config, folder, gatedSource, source } from '../support/project.ts';

interface Report {
  readonly exitCode: number;
  readonly streams: readonly {
    readonly id: string;
    readonly status: string;
    readonly error?: { code: string; message: string; hint?: string; context?: Record<string, string> };
  }[];
}

const canary = 'canary/4f1d+9a&"c7';

/** Runs a stream for each deed, and one more that does nothing wrong. */
async function runDeeds(
  deeds: readonly string[],
  args: readonly string[] = ['--json'],
): Promise<Result & { report: Report }> {
  const streams = [...deeds, 'fine'].map((deed) => ({
    id: deed,
    source: { use: './source.mjs', deed, ...(deed === 'reject' ? { token: '${env:CANARY}' } : {}) },
  }));
  await using at = await folder({ 'source.mjs': misbehavingSource, 'hatchery.yaml': config(streams) });
  const result = await hatchery(['run', '-a', ...args], { ...at, env: { CANARY: canary } });
  return {
    ...result,
    report: args.includes('--json') ? (JSON.parse(result.stdout) as Report) : { exitCode: -1, streams: [] },
  };
}

describe('a plugin that misbehaves in the process it shares', function () {
  this.timeout(60_000);
  before(buildCli);

  for (const [deed, rule, words, placed] of [
    ['exit', 'leave-the-process-alone', 'The source called process.exit(0).', true],
    ['exitLater', 'leave-the-process-alone', 'The source called process.exit(0).', true],
    ['reject', 'leave-no-failure-unheard', 'nobody listening: Error: unheard [secret]', true],
    ['rejectText', 'leave-no-failure-unheard', 'nobody listening', false],
    ['emit', 'leave-no-failure-unheard', 'nobody listening: Error: no listener', true],
    ['hang', 'come-to-an-end', 'The source waits in collect for something that cannot come', true],
    ['hangInBody', 'come-to-an-end', 'The source spouted a body that does not end', true],
    ['rejectInBody', 'leave-no-failure-unheard', 'nobody listening: Error: in body', true],
  ] as const) {
    it(`fails alone, and is named: ${deed}`, async () => {
      const { code, report, stdout, stderr } = await runDeeds([deed]);
      expect(code, stderr).to.equal(1);
      expect(report.exitCode).to.equal(1);
      const [broken, fine] = report.streams;
      expect(fine).to.include({ id: 'fine', status: 'completed' });
      expect(broken).to.include({ id: deed, status: 'failed' });
      expect(broken?.error?.code).to.equal('CONTRACT_VIOLATED');
      expect(broken?.error?.message).to.include(words);
      expect(broken?.error?.hint).to.include(`docs/contract.md#${rule}.`);
      expect(broken?.error?.context).to.include({ stream: deed, plugin: './source.mjs' });
      if (placed) expect(broken?.error?.context?.['place']).to.include(`/source.mjs:${lineOf(deed)}:`);
      for (const spelling of [canary, encodeURIComponent(canary), JSON.stringify(canary).slice(1, -1)]) {
        expect(stdout + stderr).not.to.include(spelling);
      }
    });
  }

  it('fails even after its own end, while others are still at work', async () => {
    await using door = await gate();
    const streams = [
      { id: 'late', source: { use: './source.mjs', deed: 'late' } },
      { id: 'gated', source: { use: './gated.mjs', gate: door.url } },
    ];
    const files = { 'source.mjs': misbehavingSource, 'gated.mjs': gatedSource, 'hatchery.yaml': config(streams) };
    await using at = await folder(files);
    const running = start(['run', '-a', '--json'], at);
    await untilStderr(running, 'called spout after collect had ended');
    door.open();
    const { code, stdout } = await running.result;
    expect(code).to.equal(1);
    const [late, gated] = (JSON.parse(stdout) as Report).streams;
    expect(gated?.status).to.equal('completed');
    expect(late?.status).to.equal('failed');
    expect(late?.error?.hint).to.include('docs/contract.md#nothing-after-the-end.');
    expect(late?.error?.context?.['place']).to.include(`/source.mjs:${lineOf('late')}:`);
  });

  it('does not decide what the exit code is', async () => {
    const { code, report } = await runDeeds(['exitCode']);
    expect(code).to.equal(0);
    expect(report.streams.map(({ status }) => status)).to.deep.equal(['completed', 'completed']);
  });

  it('cannot print into the result; what it prints is in the log, with a word to its author', async () => {
    const { code, report, stdout, stderr } = await runDeeds(['print']);
    expect(code, stderr).to.equal(0);
    expect(report.streams[0]).to.include({ id: 'print', status: 'completed' });
    expect(stdout).not.to.include('noise').and.not.to.include('and bytes');
    expect(stderr).to.match(/INFO +print: \{"noise":1\} from=console plugin=\.\/source\.mjs/);
    expect(stderr).to.include('and bytes from=console').and.include('and console from=console');
    expect(stderr.match(/The source printed past its log/g)).to.have.length(1);
    expect(stderr)
      .to.include('docs/contract.md#leave-standard-output-alone.')
      .and.include(`/source.mjs:${lineOf('print')}:`);
  });

  it('says it all to people, too', async () => {
    const { stdout } = await runDeeds(['exit'], []);
    expect(stdout).to.match(/^exit: CONTRACT_VIOLATED: The source called process\.exit\(0\)\.$/m);
    expect(stdout).to.match(/^ {2}at stream exit, plugin \.\/source\.mjs, place .*source\.mjs:\d+:\d+$/m);
    expect(stdout).to.match(/^ {2}hint: .*See docs\/contract\.md#leave-the-process-alone\.$/m);
  });
});

describe('a plugin that misbehaves while it is loaded', function () {
  this.timeout(60_000);
  before(buildCli);
  const streams = [{ id: 'one', source: { use: './source.mjs' } }];

  for (const command of [
    ['run', '-a', '--json'],
    ['check', '--json'],
    ['streams', '--json'],
  ]) {
    it(`does not get what it prints into the result of ${command[0]}`, async () => {
      const noisy = `console.log('noise at load');${source}`;
      await using at = await folder({ 'source.mjs': noisy, 'hatchery.yaml': config(streams) });
      const { code, stdout, stderr } = await hatchery(command, at);
      expect(code, stderr).to.equal(0);
      expect(() => JSON.parse(stdout) as unknown).not.to.throw();
      expect(stdout).not.to.include('noise');
    });
  }

  it('cannot end the process as if all were well', async () => {
    await using at = await folder({ 'source.mjs': `\nprocess.exit(0);${source}`, 'hatchery.yaml': config(streams) });
    const { code, stdout, stderr } = await hatchery(['run', '-a'], at);
    expect(code).to.equal(2);
    expect(stdout).to.equal('');
    expect(stderr).to.include('threw while it was loaded').and.include('A plugin called process.exit(0).');
    expect(stderr).to.include('docs/contract.md#leave-the-process-alone.');
  });
});

describe('a check that misbehaves', function () {
  this.timeout(60_000);
  before(buildCli);

  for (const [what, own, words] of [
    ['says no without throwing', 'async check() { return false; }', 'returned a boolean from check'],
    ['hangs', 'async check() { await new Promise(() => {}); }', 'waits in check for something that cannot come'],
    ['fails unheard', `async check() { Promise.reject(new Error('unheard')); }`, 'nobody listening: Error: unheard'],
    ['ends the process', 'async check() { process.exit(0); }', 'called process.exit(0)'],
  ] as const) {
    it(`is told so when it ${what}, and the others are checked`, async () => {
      const checked = source.replace(`resume: 'window',`, `resume: 'window', ${own},`);
      const lines = ['bad', 'fine'].map((name) => ({ id: name, source: { use: `./${name}.mjs` } }));
      await using at = await folder({ 'bad.mjs': checked, 'fine.mjs': source, 'hatchery.yaml': config(lines) });
      const { code, stdout, stderr } = await hatchery(['check', '--connect', '--json'], at);
      expect(code, stderr).to.equal(1);
      expect(stdout).to.include(words).and.include('docs/contract.md#').and.include('"fine"');
    });
  }
});
