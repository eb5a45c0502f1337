import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCli } from '../support/build-cli.ts';
import { canary, canarySource } from '../support/canary-source.ts';
import { hatchery } from '../support/hatchery.ts';
import { config, folder } from '../support/project.ts';

const spellings = [
  canary,
  encodeURIComponent(canary),
  JSON.stringify(canary).slice(1, -1),
  Buffer.from(canary).toString('base64'),
];
const stream = { id: 'leaky', source: { use: './leaky.mjs', token: '${env:CANARY}' } };

describe('a secret that a plugin lets slip', function () {
  this.timeout(60_000);
  before(buildCli);

  for (const level of ['debug', 'info', 'warn', 'error']) {
    for (const format of ['text', 'json']) {
      it(`is not printed at level ${level}, as ${format}`, async () => {
        await using at = await folder({ 'leaky.mjs': canarySource, 'hatchery.yaml': config([stream]) });
        const args = ['run', '-a', '-l', level, '-f', format, ...(format === 'json' ? ['--json'] : [])];
        const { code, stdout, stderr } = await hatchery(args, { ...at, env: { CANARY: canary } });
        expect(code, stderr).to.equal(1);
        expect(stderr).to.include('[secret]');
        for (const spelling of spellings) expect(stdout + stderr).not.to.include(spelling);
      });
    }
  }

  it('is not written to a log file', async () => {
    await using at = await folder({ 'leaky.mjs': canarySource, 'hatchery.yaml': config([stream]) });
    await hatchery(['run', '-a', '-l', 'debug', '-o', 'run.log'], { ...at, env: { CANARY: canary } });
    const log = await readFile(join(at.cwd, 'run.log'), 'utf8');
    expect(log).to.include('The token is [secret]');
    for (const spelling of spellings) expect(log).not.to.include(spelling);
  });

  it('is not printed by commands that do not run', async () => {
    await using at = await folder({ 'leaky.mjs': canarySource, 'hatchery.yaml': config([stream]) });
    const literal = config([{ ...stream, source: { ...stream.source, token: canary, tokn: canary } }]);
    await at.write({ 'wrong.yaml': literal });
    for (const args of [
      ['streams', '--json'],
      ['check', '--connect', '--json'],
      ['run', '-a', '--dry-run'],
      ['check', '-c', 'wrong.yaml'],
      ['run', '-a', '-c', 'wrong.yaml', '--json'],
    ]) {
      const { stdout, stderr } = await hatchery(args, { ...at, env: { CANARY: canary, HATCHERY_LOG_LEVEL: 'debug' } });
      for (const spelling of spellings) expect(stdout + stderr, args.join(' ')).not.to.include(spelling);
    }
  });
});
