import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  jsonReply,
  onePasswordItems,
  onePasswordServer,
  slackEntries,
  slackServer,
  startApiServer,
} from '@hatchery/testkit';
import { startInternet } from '../support/internet.ts';
import { blocksOf, commandsOf } from '../support/markdown.ts';
import { startRegistry, useRegistry } from '../support/registry.ts';
import { createSandbox } from '../support/sandbox.ts';

const page = await readFile(join(import.meta.dirname, '../../README.md'), 'utf8');
const recording = blocksOf(page).find(({ language }) => language === 'text')?.text ?? '';
const hour = 3_600_000;

/** The tour of the README, as a reader would do it: each file written, each command run, in order. */
describe('README.md', () => {
  it('holds a tour that works as it is written', async function () {
    this.timeout(180_000);
    await using slack = await slackServer({ entries: slackEntries(50, span(hour)) });
    await using onePassword = await onePasswordServer({
      items: { auditevents: onePasswordItems('auditevents', 30, span(48 * hour)) },
    });
    await using acme = await startApiServer({ handle: ({ query }) => jsonReply(acmePage(query.get('cursor'))) });
    await using internet = await startInternet({
      'api.slack.com': slack.url,
      'events.1password.eu': onePassword.url,
      'api.acme.example': acme.url,
    });
    await using registry = await startRegistry();
    await using sandbox = await createSandbox();
    await useRegistry(sandbox.folder, registry);
    Object.assign(sandbox.env, { SLACK_TOKEN: slack.token, ACME_TOKEN: 'acme-token' });
    await sandbox.write('secrets/1password-token', `${onePassword.token}\n`);

    expect(shapeOf(recording)).to.have.length.above(5);
    const commands: string[] = [];
    for (const block of blocksOf(tour(page))) {
      if (block.title !== undefined) await sandbox.write(block.title, block.text);
      if (block.language !== 'sh') continue;
      for (const command of commandsOf(block)) {
        // npm, and what reads its settings, would ask this proxy for the registry, too.
        const env = /^(npm|hatchery plugins (install|update)) /.test(command) ? '' : `${exported(internet.env)}; `;
        const { code, stdout, stderr } = await sandbox.sh(env + command);
        expect(code, `${command}\n${stdout}\n${stderr}`).to.equal(0);
        if (command.startsWith('hatchery run')) expect(shapeOf(stdout), command).to.deep.equal(shapeOf(recording));
        commands.push(command);
      }
    }
    expect(commands).to.have.length.above(10);

    const streams = await sandbox.sh('hatchery streams -c hatchery.yaml --json');
    expect(streams.stdout).to.include('1password').and.include('slack');
    const landed = await sandbox.sh('find logs -name "*.json.gz" -o -name "*.json" | grep -v _hatchery');
    expect(landed.stdout.trim().split('\n').length).to.be.at.least(3);
  });
});

/** What a run prints, but for names and numbers: the columns of its table, and its last line. */
function shapeOf(output: string): string[] {
  const columns = /^STREAM .*$/m.exec(output)?.[0].split(/ +/) ?? [];
  const total = /^\d+ streams?: .*$/m.exec(output)?.[0] ?? '';
  return [...columns, total.replaceAll(/[\d.]+ ?[kM]?B|[\d.]+m?s\b/g, '#').replaceAll(/\d+|s(?=[:;,])/g, '')];
}

function exported(env: Readonly<Record<string, string>>): string {
  return `export ${Object.entries(env)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')}`;
}

/** From the tour on; what comes before is for a clone of the repository. */
function tour(text: string): string {
  return text.slice(text.indexOf('## Five minutes'));
}

function span(length: number): { from: Date; to: Date } {
  const now = Date.now();
  return { from: new Date(now - length), to: new Date(now) };
}

function acmePage(cursor: string | null): { next: string; events: unknown[] } {
  const at = Number(cursor ?? 0);
  return { next: String(at + 1), events: at < 3 ? [{ id: at }] : [] };
}
