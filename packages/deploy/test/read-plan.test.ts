import { openProject } from '@hatchery/host';
import { expect } from 'chai';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type DeployPlan, type PlanOptions, readPlan } from '../src/index.ts';
import { slug } from '../src/plan/slug.ts';

const plugins = resolve(import.meta.dirname, '../../../plugins');
const made: string[] = [];

after(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

/** A project with these files and this repository's plugins. */
function project(config: string, { file = 'hatchery.yaml', name = '@acme/Audit Logs' } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'hatchery-plan-'));
  made.push(folder);
  const names = [
    'hatchery-source-slack',
    'hatchery-source-1password',
    'hatchery-dest-gcs',
    'hatchery-dest-s3',
    'hatchery-dest-file',
  ];
  mkdirSync(join(folder, 'node_modules'));
  for (const each of names) symlinkSync(join(plugins, each), join(folder, 'node_modules', each), 'dir');
  const dependencies = Object.fromEntries(['hatchery', ...names].map((each) => [each, '*']));
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, type: 'module', dependencies }));
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), config);
  return join(folder, file);
}

async function planOf(config: string, options: Partial<PlanOptions> = {}, place = {}): Promise<DeployPlan> {
  const configPath = project(config, place);
  const opened = await openProject({ configPath, ...(options.variables && { variables: options.variables }) });
  return (await readPlan(opened, { nodeVersion: '24.15.0', variables: {}, ...options })).plan;
}

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error: unknown) => error,
  );

const one = (stream: string, more = ''): string => `${more}
streams:
  - { id: a, source: { use: slack, token: '\${env:SLACK_TOKEN}' }, destination: { use: file, path: ./logs }, ${stream} }
`;

describe('reading a plan', () => {
  it('takes from the config what a deployment needs', async () => {
    const plan = await planOf(
      `
schedule: { chat: '*/5 * * * *', idle: '* * * * *' }
defaults: { destination: { use: gcs, bucket: '\${env:BUCKET}' } }
streams:
  - { id: slack, tags: [chat, daily, other], source: { use: slack, token: '\${env:SLACK_TOKEN}' } }
  - id: op
    tags: [daily]
    source: { use: 1password, token: '\${file:secrets/op}', region: '\${env:OP_REGION:-eu}' }
    ledger: { use: s3, bucket: ledger, region: eu-central-1 }
  - { id: untagged, source: { use: slack, token: '\${env:SLACK_TOKEN}' } }
`,
      { variables: { BUCKET: 'logs', OP_REGION: 'us' } },
      { file: 'conf/hatchery.yaml' },
    );
    expect(plan).to.deep.include({
      name: 'audit-logs-5428d7',
      configFile: 'conf/hatchery.yaml',
      nodeVersion: '24.15.0',
      secrets: ['SLACK_TOKEN'],
      settings: [
        { name: 'BUCKET', value: 'logs' },
        { name: 'OP_REGION', value: 'us' },
      ],
      buckets: [
        { service: 'gcs', name: 'logs' },
        { service: 's3', name: 'ledger' },
      ],
      schedules: [
        { tag: 'chat', slug: 'chat', cron: '*/5 * * * *', from: 'config', streams: 1 },
        { tag: 'daily', slug: 'daily', cron: '17 3 * * *', from: 'name', streams: 2 },
      ],
    });
    expect(plan.secretFiles.map(({ path }) => path)).to.deep.equal(['conf/secrets/op']);
    expect(plan.plugins.map(({ name, version }) => `${name} ${version ?? ''}`)).to.include('hatchery-dest-s3 1.0.0');
    expect(plan.warnings).to.deep.equal([
      'The tag "other" has no schedule: nothing starts it. Give it one in `schedule`.',
      'The stream "untagged" has no tag with a schedule: it is not part of this deployment.',
      'The schedule for "idle" starts nothing: no stream has this tag.',
    ]);
  });

  it('gives the same plan again', async () => {
    const config = one('tags: [hourly, minutely, weekly, monthly, daily]');
    expect(await planOf(config)).to.deep.equal(await planOf(config));
  });

  it('knows more secrets than the config tells, and writes no value of them', async () => {
    const config = one("tags: [hourly], name: '{id}/${env:FOLDER}/{date}_{slug}_{seq}{ext}'");
    expect(await planOf(config, { variables: { FOLDER: 'x' } })).to.deep.include({
      settings: [{ name: 'FOLDER', value: 'x' }],
    });
    const plan = await planOf(config, {
      variables: { FOLDER: 'hidden-value', SLACK_TOKEN: 'hidden-value' },
      secrets: ['FOLDER'],
    });
    expect(plan).to.deep.include({ secrets: ['FOLDER', 'SLACK_TOKEN'], settings: [] });
    expect(JSON.stringify(plan)).not.to.include('hidden-value');
  });

  for (const [what, config, message] of [
    [
      'a setting without a value',
      one("tags: [hourly, '${env:UNSET:-x}'], compress: '${env:COMPRESS}'"),
      'Not set: COMPRESS.',
    ],
    ['a tag with a comma', one("tags: ['a,b']", "schedule: { 'a,b': '* * * * *' }"), 'cannot be asked for'],
    ['a tag with a line break', one('tags: ["a\\nb"]', 'schedule: { "a\\nb": "* * * * *" }'), 'control character'],
    ['a tag that begins with a blank', one("tags: [' a']", "schedule: { ' a': '* * * * *' }"), 'cannot be asked for'],
    ['no schedule at all', one('tags: [mine]'), 'No tag has a schedule'],
    ['no tags at all', one('timeout: 1h'), 'No stream has a tag'],
    [
      'a variable that no shell can set',
      one('tags: [hourly]').replace('env:SLACK_TOKEN', 'env:slack-token'),
      '"slack-token" cannot be deployed',
    ],
    [
      'a file outside of the project',
      one('tags: [hourly]').replace('env:SLACK_TOKEN', 'file:../token'),
      'lies outside of the project',
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const failure = await failureOf(planOf(config));
      expect(failure).to.have.property('code', 'USAGE');
      expect(String(failure)).to.include(message);
    });
  }

  it('says what the project lacks to be installed elsewhere', async () => {
    const configPath = project(one('tags: [daily]'));
    const folder = dirname(configPath);
    rmSync(join(folder, 'package-lock.json'));
    const elsewhere = mkdtempSync(join(tmpdir(), 'hatchery-user-'));
    made.push(elsewhere);
    writeFileSync(join(elsewhere, 'package.json'), JSON.stringify({ dependencies: { 'hatchery-source-slack': '*' } }));
    mkdirSync(join(elsewhere, 'node_modules'));
    renameSync(
      join(folder, 'node_modules/hatchery-source-slack'),
      join(elsewhere, 'node_modules/hatchery-source-slack'),
    );
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies: { 'hatchery-dest-file': '*' } }));
    const pluginFolders = [{ directory: elsewhere, origin: 'user' as const }];
    const { plan } = await readPlan(await openProject({ configPath, pluginFolders }), {});
    expect(plan.name).to.equal('hatchery');
    expect(plan.warnings.join('\n'))
      .to.include('no package-lock.json')
      .and.include('does not name hatchery')
      .and.include('The plugin hatchery-source-slack is installed for you');
  });

  it('does not take names of the language for tags with a default', async () => {
    expect(String(await failureOf(planOf(one('tags: [constructor, toString]'))))).to.include('No tag has a schedule');
  });

  it('needs a config that is right', async () => {
    const wrong = one('tags: [hourly]', 'schedule: { hourly: often }');
    expect(await failureOf(planOf(wrong))).to.have.property('code', 'CONFIG_INVALID');
  });
});

describe('names', () => {
  it('are the same for the same text, and never for two', () => {
    const texts = [
      'daily',
      'Daily',
      'daily-',
      'd aily',
      'täglich',
      '漢字',
      '',
      '1st',
      '-',
      'a--b',
      'a-b',
      `daily-${'x'.repeat(30)}`,
      `daily-${'x'.repeat(31)}`,
    ];
    const names = texts.map((text) => slug(text, 24));
    expect(new Set(names).size).to.equal(texts.length);
    for (const name of names)
      expect(name)
        .to.match(/^[a-z](-?[a-z0-9]+)*$/)
        .and.have.length.at.most(24);
    expect(names.slice(0, 1)).to.deep.equal(['daily']);
    expect(slug(names[1] ?? '', 24), 'a name that looks like a made one').not.to.equal(names[1]);
  });
});
