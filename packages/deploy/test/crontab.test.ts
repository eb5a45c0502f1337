import { expect } from 'chai';
import fc from 'fast-check';
import { filesOf } from './support/files-of.ts';
import { expectedWords, oddPlan, somePlan } from './support/plan.ts';
import { stubTools } from './support/stub-tools.ts';

describe('deploy crontab', () => {
  it('has a line for each tag, in UTC, that needs no quoting', () => {
    const lines = (filesOf('crontab', somePlan())['crontab'] ?? '')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines).to.deep.equal([
      'CRON_TZ=UTC',
      'PATH=/usr/local/bin:/usr/bin:/bin',
      '17 3 * * * /etc/acme-logs/daily.sh',
      '* * * * * /etc/acme-logs/minutely.sh',
    ]);
  });

  it('keeps odd words and values as they are, in scripts that a shell runs', () => {
    using tools = stubTools(['node']);
    fc.assert(
      fc.property(oddPlan, (plan) => {
        const slug = plan.schedules[0]?.slug ?? '';
        const script = filesOf('crontab', { ...plan, secrets: [] }, { directory: tools.folder })[`${slug}.sh`] ?? '';
        expect(script).not.to.include('set -a');
        tools.write('run.sh', script.replace('exec node', 'printf "%s" "$ODD" > odd; exec node'));
        const { code, calls, stderr } = tools.run('sh', ['run.sh']);
        expect(code, stderr).to.equal(0);
        const [, program, ...words] = calls[0] ?? [];
        expect(program).to.equal('node_modules/hatchery/bin/hatchery.js');
        expect(words).to.deep.equal([...expectedWords(plan), `--log-out=/var/log/acme-logs/${slug}.log`]);
        expect(
          tools.run('bash', ['-c', `test "$(cat odd; printf x)" = "$EXPECTED"x`], {
            EXPECTED: plan.settings[0]?.value ?? '',
          }).code,
        ).to.equal(0);
      }),
      { numRuns: 8 },
    );
  });

  it('reads secrets from a file that is not written', () => {
    const files = filesOf('crontab', somePlan());
    expect(files['daily.sh']).to.include('. /etc/acme-logs/secrets');
    expect(files['secrets.example']).to.include("SLACK_TOKEN=''");
    expect(filesOf('crontab', somePlan({ secrets: [] }))).not.to.have.property('secrets.example');
  });
});
