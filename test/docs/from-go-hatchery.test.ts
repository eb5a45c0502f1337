import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type CloudProject, startCloudProject } from '../support/cloud-project.ts';
import { blocksOf, commandsOf, root } from '../support/markdown.ts';
import type { Outcome } from '../support/sandbox.ts';

const page = readFileSync(join(root, 'docs/from-go-hatchery.md'), 'utf8');

/** The object names of the original's layout, for a source that gives a slug and says that its pages are JSON. */
const layout = /^\d{4}\/\d\d\/\d\d\/\d\d\/\d{8}T\d{6}_[a-z0-9]{8}_0000\.json$/;

/** What stands in the blocks under one of the headings that begin with `example/`. */
function blocksUnder(example: string): ReturnType<typeof blocksOf> {
  const section = page.split(/^(?=##)/m).find((text) => text.startsWith(`### \`${example}\``));
  expect(section, example).to.be.a('string');
  return blocksOf(section ?? '');
}

/** Writes the files of an example, and runs its commands in the order of the page, calling back after each. */
async function follow(example: string, project: CloudProject, after: (command: string) => void): Promise<void> {
  for (const block of blocksUnder(example)) {
    if (block.title !== undefined) await project.sandbox.write(block.title, block.text);
    if (block.language !== 'sh') continue;
    for (const command of commandsOf(block)) {
      expectCode(0, command, await project.sandbox.sh(command));
      after(command);
    }
  }
}

function expectCode(code: number, command: string, outcome: Outcome): void {
  expect(outcome.code, `${command}\n${outcome.stdout}\n${outcome.stderr}`).to.equal(code);
}

/** The ids of the events in objects of one store. */
function eventsIn(project: CloudProject, store: 'gcs' | 's3', key: 'entries' | 'items'): number {
  const documents = project.landed(store).map(({ text }) => JSON.parse(text) as Partial<Record<typeof key, unknown[]>>);
  return documents.flatMap((document) => document[key] ?? []).length;
}

/** Each example of the original, done here as the page says: in processes, with the real names of hosts. */
describe('docs/from-go-hatchery.md', function () {
  this.timeout(60_000);

  it('shows every example of the original', () => {
    const shown = [...page.matchAll(/^### `(example\/\w+)`/gm)].map(([, name]) => name);
    expect(shown).to.have.members(['cli', 'extend', 'lambda', 'readme', 'tag'].map((name) => `example/${name}`));
  });

  it('does what example/cli does, in YAML and in TypeScript', async () => {
    await using project = await startCloudProject();
    const ran: string[] = [];
    await follow('example/cli', project, (command) => ran.push(command));
    expect(ran).to.have.length(2);
    // The second one goes on where the first one stopped.
    expect(eventsIn(project, 'gcs', 'entries')).to.equal(20);
    for (const { name } of project.landed('gcs')) expect(name).to.match(layout);
  });

  it('does what example/readme does', async () => {
    await using project = await startCloudProject();
    const counts: [number, number][] = [];
    await follow('example/readme', project, () =>
      counts.push([eventsIn(project, 'gcs', 'entries'), eventsIn(project, 's3', 'items')]),
    );
    expect(counts).to.deep.equal([
      [20, 0],
      [20, 20],
    ]);
  });

  it('does what example/tag does, and names the stream', async () => {
    await using project = await startCloudProject();
    await follow('example/tag', project, () => {});
    expect(eventsIn(project, 'gcs', 'items')).to.equal(20);
    const { stdout } = await project.sandbox.sh('hatchery streams -c tag.yaml --json');
    expect(stdout).to.include('"1password-to-gcs"');
    expect(page).to.include('`1password-to-gcs`');
  });

  it('does what example/extend does, by a function and by config alone', async () => {
    await using project = await startCloudProject();
    const landed: string[][] = [];
    await follow('example/extend', project, () => landed.push(project.landed('gcs').map(({ text }) => text)));
    expect(landed[0]).to.deep.equal(['{"audit":["event"]}']);
    expect(new Set(landed[1])).to.deep.equal(new Set(landed[0]));
  });

  it('does what example/lambda does, and tells of every stream that fails', async () => {
    await using project = await startCloudProject();
    await follow('example/lambda', project, () => {});
    const template = await project.sandbox.sh('cat deploy/lambda/template.yaml');
    expect(template.stdout)
      .to.include('AWS::Lambda::Function')
      .and.match(/tags.{1,6}hourly/);
    const event = { Records: [{ Sns: { Message: 'slack-to-s3,some-other-stream' } }] };
    await project.sandbox.write(
      'invoke.mts',
      `import { handler } from './lambda.mts';
       await handler(${JSON.stringify(event)}, { getRemainingTimeInMillis: () => 900_000 });`,
    );
    const invoke = 'node invoke.mts';
    const token = project.sandbox.env['SLACK_TOKEN'] ?? '';
    project.sandbox.env['SLACK_TOKEN'] = 'xoxp-wrong';
    const failed = await project.sandbox.sh(invoke);
    expectCode(1, invoke, failed);
    expect(failed.stderr).to.include('UNAUTHORIZED');
    expect(failed.stderr).not.to.include('xoxp-wrong');

    project.sandbox.env['SLACK_TOKEN'] = token;
    expectCode(0, invoke, await project.sandbox.sh(invoke));
    expect(eventsIn(project, 's3', 'entries')).to.equal(20);
  });

  it('asks for the spans that the original asks for, when told so', async () => {
    await using project = await startCloudProject();
    await follow('example/cli', project, () => {});
    const span = 'hatchery run -i slack-to-gcs -c cli.yaml --dry-run --json -s 2026-02-01T00:00:00Z';
    const windowsOf = async (flags: string): Promise<string[]> => {
      const outcome = await project.sandbox.sh(`${span} ${flags}`);
      expectCode(0, flags, outcome);
      return [...outcome.stdout.matchAll(/"to": ?"([^"]+)"/g)].map(([, to]) => to ?? '');
    };
    expect(await windowsOf('-e 2026-02-01T00:10:00Z')).to.deep.equal(['2026-02-01T00:10:00.000Z']);
    expect(await windowsOf('-e 2026-02-01T00:30:00Z -d 10m')).to.deep.equal(
      ['10', '20', '30'].map((minute) => `2026-02-01T00:${minute}:00.000Z`),
    );
    const unknown = 'hatchery run -t no-such-tag -c cli.yaml';
    expectCode(3, unknown, await project.sandbox.sh(unknown));
    expectCode(2, 'no selector', await project.sandbox.sh('hatchery run -c cli.yaml'));
  });
});
