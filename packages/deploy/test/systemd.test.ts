import { expect } from 'chai';
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { filesOf } from './support/files-of.ts';
import { expectedWords, oddPlan, somePlan } from './support/plan.ts';
import { stubTools } from './support/stub-tools.ts';

/** Section to directives, by systemd's rules: comments, no continuation lines, as none is written. */
function parseUnit(text: string): Record<string, [string, string][]> {
  const sections: Record<string, [string, string][]> = {};
  let section: [string, string][] | undefined;
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const head = /^\[(\w+)\]$/.exec(line)?.[1];
    if (head !== undefined) {
      section = sections[head] = [];
      continue;
    }
    const [, key = '', value = ''] = /^([A-Z]\w+)=(.*)$/.exec(line) ?? [];
    if (section === undefined || key === '' || line.endsWith('\\')) throw new Error(`no directive: ${line}`);
    section.push([key, value]);
  }
  return sections;
}

const all = (directives: readonly [string, string][] | undefined, key: string): string[] =>
  (directives ?? []).filter(([name]) => name === key).map(([, value]) => value);

/** As systemd reads a line of words: C's escapes in double quotes; then specifiers, then variables. */
function wordsOf(line: string, hasVariables: boolean): string[] {
  const words = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word);
  expect(words.map((word) => `"${word}"`).join(' ')).to.equal(line);
  return words.map((word) => {
    const plain = word
      .replaceAll(/\\(.)/g, '$1')
      .replaceAll(/%(.)/g, (_, sign: string) => (sign === '%' ? '%' : 'SPECIFIER'));
    return hasVariables
      ? plain.replaceAll(/\$(\$|\w+|\{\w+\})/g, (_, sign: string) => (sign === '$' ? '$' : 'VARIABLE'))
      : plain;
  });
}

describe('deploy systemd', () => {
  const files = filesOf('systemd', somePlan());

  it('writes a service and a timer for each tag, and one script', () => {
    expect(Object.keys(files)).to.have.members([
      'start.sh',
      'acme-logs-daily.service',
      'acme-logs-daily.timer',
      'acme-logs-minutely.service',
      'acme-logs-minutely.timer',
    ]);
    const timer = parseUnit(files['acme-logs-daily.timer'] ?? '');
    expect(timer['Timer'])
      .to.deep.include(['OnCalendar', '*-*-* 03:17:00 UTC'])
      .and.to.deep.include(['Persistent', 'true']);
    expect(timer['Install']).to.deep.equal([['WantedBy', 'timers.target']]);
  });

  it('lets the service do little, and takes a run that another one holds for no failure', () => {
    const { Service } = parseUnit(files['acme-logs-daily.service'] ?? '');
    for (const [key, value] of [
      ['DynamicUser', 'yes'],
      ['NoNewPrivileges', 'yes'],
      ['ProtectSystem', 'strict'],
      ['CapabilityBoundingSet', ''],
      ['SuccessExitStatus', '75'],
      ['LoadCredential', 'SLACK_TOKEN:/etc/acme-logs/SLACK_TOKEN'],
      ['SupplementaryGroups', 'acme-logs'],
    ] as [string, string][]) {
      expect(Service).to.deep.include([key, value]);
    }
    expect(all(Service, 'StateDirectory')).to.deep.equal([]);
    const keeping = filesOf('systemd', somePlan({ plugins: [{ name: 'hatchery-dest-file' }], secretFiles: [] }));
    const service = parseUnit(keeping['acme-logs-daily.service'] ?? '')['Service'];
    expect(all(service, 'StateDirectory')).to.deep.equal(['acme-logs']);
    expect(all(service, 'SupplementaryGroups')).to.deep.equal([]);
  });

  it('has one user for all tags, as they share a folder, by a name that is not the group of secret files', () => {
    const users = Object.entries(files)
      .filter(([path]) => path.endsWith('.service'))
      .flatMap(([, text]) => all(parseUnit(text)['Service'], 'User'));
    expect(users).to.deep.equal(['acme-logs-runner', 'acme-logs-runner']);
  });

  it('writes what systemd itself takes, where it is there to ask', () => {
    using tools = stubTools([]);
    const units = Object.entries(files).filter(([path]) => path !== 'start.sh');
    for (const [path, text] of units)
      tools.write(path, text.replace('/usr/local/libexec/acme-logs/start.sh', '/bin/true'));
    const paths = units.map(([path]) => join(tools.folder, path));
    const { error, status, stderr } = spawnSync('systemd-analyze', ['verify', ...paths], { encoding: 'utf8' });
    if (error === undefined) expect([status, stderr]).to.deep.equal([0, '']);
  });

  it('keeps odd words and values as they are', () => {
    fc.assert(
      fc.property(oddPlan, (plan) => {
        const written = filesOf('systemd', plan);
        const slug = plan.schedules[0]?.slug ?? '';
        const { Service } = parseUnit(written[`acme-logs-${slug}.service`] ?? '');
        const [start, ...words] = wordsOf(all(Service, 'ExecStart')[0] ?? '', true);
        expect(start).to.equal('/usr/local/libexec/acme-logs/start.sh');
        expect(words).to.deep.equal(expectedWords(plan));
        expect(wordsOf(all(Service, 'Environment')[0] ?? '', false)).to.deep.equal([
          `ODD=${plan.settings[0]?.value ?? ''}`,
        ]);
      }),
      { numRuns: 100 },
    );
  });

  it('makes variables of credentials, as they are, and becomes hatchery', () => {
    using tools = stubTools([]);
    const value = `a'b"c$d %e \\ ü`;
    tools.write('bin/node', '#!/bin/sh\nprintf "%s|" "$SLACK_TOKEN" "$@" >&2\n');
    tools.write('credentials/SLACK_TOKEN', `${value}\n`);
    tools.write('credentials/ACME_TOKEN', 'x');
    tools.write('start.sh', filesOf('systemd', somePlan(), { directory: "/srv/it's" })['start.sh'] ?? '');
    const env = { CREDENTIALS_DIRECTORY: `${tools.folder}/credentials` };
    const { code, stderr } = tools.run('sh', ['-c', 'chmod 755 bin/node && sh start.sh run "a b"'], env);
    expect(stderr).to.equal(`${value}|/srv/it's/node_modules/hatchery/bin/hatchery.js|run|a b|`);
    expect(code).to.equal(0);
  });

  it('does not start without a credential', () => {
    using tools = stubTools(['node']);
    tools.write('start.sh', files['start.sh'] ?? '');
    const { code, calls } = tools.run('sh', ['start.sh'], { CREDENTIALS_DIRECTORY: tools.folder });
    expect(code).not.to.equal(0);
    expect(calls).to.deep.equal([]);
  });
});
