import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type ApiServer,
  onePasswordItems,
  onePasswordServer,
  slackEntries,
  slackServer,
  twilioEvents,
  twilioServer,
} from '@hatchery/testkit';
import { expect } from 'chai';
import { filesIn, variablesIn, wholeConfig } from '../support/examples.ts';
import { type Internet, startInternet } from '../support/internet.ts';
import { linkPackages } from '../support/linked-project.ts';
import { allPages, type Block, blocksOf, commandsOf, type Page } from '../support/markdown.ts';
import { createSandbox, type Outcome, type Sandbox } from '../support/sandbox.ts';

/** Not here: what is generated from the code; pages that have a test of their own. */
const pages = allPages().filter(
  ({ path }) =>
    !/^(README\.md|CONTRIBUTING\.md|docs\/writing-a-[a-z]+\.md|docs\/from-go-hatchery\.md|(api|docs\/commands|docs\/deploy)\/.*)$/.test(
      path,
    ),
);

/** Shown, not run here: plain output, diagrams, what is marked as text, and Python, which has a test of its own. */
const shown = new Set(['', 'text', 'mermaid', 'python']);

const isConfig = ({ text }: Block): boolean => /^export default defineConfig\(/m.test(text);

/** Whether all plugins in a config are of services that run here. */
function isAtHand(text: string): boolean {
  const used = [...text.matchAll(/\buse"?: ?['"]?([\w-]+)|from 'hatchery-(?:source|dest)-([\w-]+)'/g)];
  return used.every(([, use = '', imported = use]) => ['slack', '1password', 'twilio', 'file'].includes(imported));
}

/** The examples of all pages, as they are written: commands run, configs checked, and run where their service is at hand. */
describe('the examples in the documentation', function () {
  this.timeout(60_000);
  const ran = new Map<string, number>();
  const servers = new AsyncDisposableStack();
  let internet: Internet;
  let slack: ApiServer & { readonly token: string };
  let onePassword: ApiServer & { readonly token: string };

  before(async () => {
    const lastHour = { from: new Date(Date.now() - 3_600_000), to: new Date() };
    slack = servers.use(await slackServer({ entries: slackEntries(20, lastHour) }));
    onePassword = servers.use(
      await onePasswordServer({ items: { auditevents: onePasswordItems('auditevents', 20, lastHour) } }),
    );
    const twilio = servers.use(
      await twilioServer({
        events: twilioEvents(20, lastHour),
        accountSid: 'AC0123456789abcdef0123456789abcdef',
        authToken: onePassword.token,
        apiKeySid: 'SK0123456789abcdef0123456789abcdef',
        apiKeySecret: onePassword.token,
      }),
    );
    internet = servers.use(
      await startInternet({
        'api.slack.com': slack.url,
        'monitor.twilio.com': twilio.url,
        'events.1password.com': onePassword.url,
        'events.1password.eu': onePassword.url,
      }),
    );
  });

  after(() => servers.disposeAsync());

  for (const page of pages) {
    const blocks = blocksOf(page.text).filter(({ language }) => !shown.has(language));
    if (blocks.length === 0) continue;
    describe(page.path, () => {
      let sandbox: Sandbox;
      before(async () => {
        sandbox = await project(page);
      });
      after(() => sandbox[Symbol.asyncDispose]());

      for (const block of blocks) {
        it(`line ${block.line}: ${block.title ?? block.text.trim().split('\n')[0]}`, async () => {
          await prepare(sandbox, block);
          await runBlock(sandbox, block);
          ran.set(block.language, (ran.get(block.language) ?? 0) + 1);
        });
      }
    });
  }

  describe('together', () => {
    it('are of each language, and many', () => {
      expect([...ran.keys()]).to.have.members(['yaml', 'ts', 'sh', 'json']);
      expect(ran.get('yaml')).to.be.at.least(18);
      expect(ran.get('ts')).to.be.at.least(8);
      expect(ran.get('sh')).to.be.at.least(3);
    });
  });

  /** A project that has this repository's packages. */
  async function project(page: Page): Promise<Sandbox> {
    const sandbox = await createSandbox();
    await linkPackages(sandbox.folder);
    const used = [...page.text.matchAll(/hatchery-(?:source|dest)-[\w-]+/g)].map(([name]) => name);
    const names = [
      ...used,
      'hatchery-source-http',
      'hatchery-source-slack',
      'hatchery-source-1password',
      'hatchery-dest-file',
    ];
    const dependencies = Object.fromEntries(names.map((name) => [name, '*']));
    await sandbox.write('package.json', JSON.stringify({ private: true, type: 'module', dependencies }));
    Object.assign(sandbox.env, internet.env, { SLACK_TOKEN: slack.token });
    return sandbox;
  }

  /** Writes what a block is, and what it refers to. */
  async function prepare(sandbox: Sandbox, block: Block): Promise<void> {
    if (block.title !== undefined) await sandbox.write(block.title, block.text);
    for (const name of variablesIn(block.text)) sandbox.env[name] ??= onePassword.token;
    for (const path of filesIn(block.text)) await writeSecret(join(sandbox.folder, path));
  }

  async function writeSecret(path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `${onePassword.token}\n`);
  }

  async function runBlock(sandbox: Sandbox, block: Block): Promise<void> {
    if (block.language === 'json') return void JSON.parse(block.text);
    if (block.language === 'sh') return runCommands(sandbox, block);
    if (block.language === 'yaml') return checkConfig(sandbox, `line-${block.line}.yaml`, wholeConfig(block.text));
    expect(block.language, 'a language that is run, or marked as text').to.equal('ts');
    if (isConfig(block)) return checkConfig(sandbox, `line-${block.line}.config.ts`, block.text);
    await sandbox.write(`line-${block.line}.mts`, block.text);
    expectSuccess(await sandbox.sh(`node --check line-${block.line}.mts`));
  }

  /** A config whose services are all at hand is also run. */
  async function checkConfig(sandbox: Sandbox, file: string, text: string): Promise<void> {
    await sandbox.write(file, text);
    expectSuccess(await sandbox.sh(`hatchery check --config ${file}`));
    if (isAtHand(text)) expectSuccess(await sandbox.sh(`hatchery run --stream-all --config ${file}`));
  }
});

async function runCommands(sandbox: Sandbox, block: Block): Promise<void> {
  // The packages are there already.
  const commands = commandsOf(block).filter((command) => !/^(npm|hatchery plugins) install /.test(command));
  for (const command of commands) expectSuccess(await sandbox.sh(command));
}

function expectSuccess(outcome: Outcome): Outcome {
  expect(outcome.code, `${outcome.stdout}\n${outcome.stderr}`).to.equal(0);
  return outcome;
}
