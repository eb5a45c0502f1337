import { expect } from 'chai';
import fc from 'fast-check';
import { createRequire } from 'node:module';
import { parse } from 'yaml';
import type { DeployPlan, TargetOptions } from '../src/index.ts';
import { filesOf } from './support/files-of.ts';
import { oddPlan, somePlan } from './support/plan.ts';
import { stubTools } from './support/stub-tools.ts';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

type Template = { readonly Resources: Readonly<Record<string, Resource>> };

const withoutFiles = (changes: Partial<DeployPlan> = {}): DeployPlan => somePlan({ secretFiles: [], ...changes });

function templateOf(plan: DeployPlan, options: Partial<TargetOptions> = {}): Template {
  return parse(filesOf('lambda', plan, options)['template.yaml'] ?? '') as Template;
}

const ofType = (template: Template, type: string): Resource[] =>
  Object.values(template.Resources).filter(({ Type }) => Type === type);

function inputsOf(template: Template): unknown[] {
  return ofType(template, 'AWS::Events::Rule').map(({ Properties }) => {
    const [target] = Properties['Targets'] as { Input: string }[];
    return JSON.parse(target?.Input ?? '');
  });
}

const actionsOf = (template: Template): string[] =>
  [
    ...JSON.stringify(ofType(template, 'AWS::IAM::Role')[0]?.Properties['Policies']).matchAll(
      /"([a-z0-9]+:[A-Z]\w+)"/g,
    ),
  ].map(([, action = '']) => action);

describe('deploy lambda', () => {
  /** Checks a template against the specification of CloudFormation. */
  let faultsIn: (template: unknown) => string[];

  before(() => {
    const require = createRequire(import.meta.url);
    // The library asks for a function that Node has given up since.
    Object.assign(require('node:util') as object, { isUndefined: (value: unknown) => value === undefined });
    const { validateJsonObject } = require('cfn-lint') as typeof import('cfn-lint');
    faultsIn = (template) => validateJsonObject(template).errors.crit.map(({ message }) => message);
  });

  it('writes a template that the specification of CloudFormation takes, and it refuses what is wrong', () => {
    const template = templateOf(withoutFiles());
    expect(faultsIn(template)).to.deep.equal([]);
    const wrong = structuredClone(template) as unknown as {
      Resources: { Function: { Properties: Record<string, unknown> } };
    };
    delete wrong.Resources.Function.Properties['Role'];
    expect(faultsIn(wrong)).not.to.deep.equal([]);
  });

  it('starts each tag by a rule of its own, which alone may call the function', () => {
    const template = templateOf(withoutFiles());
    expect(inputsOf(template)).to.deep.equal([{ tags: ['daily'] }, { tags: ['minutely'] }]);
    const sources = ofType(template, 'AWS::Lambda::Permission').map(({ Properties }) => Properties['SourceArn']);
    expect(sources).to.deep.equal([{ 'Fn::GetAtt': ['Tagdaily', 'Arn'] }, { 'Fn::GetAtt': ['Tagminutely', 'Arn'] }]);
  });

  it('allows what runs need and no more', () => {
    const own = [
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'secretsmanager:GetSecretValue',
      's3:PutObject',
      's3:GetObject',
      's3:AbortMultipartUpload',
    ];
    expect(actionsOf(templateOf(withoutFiles()))).to.deep.equal([...own, 's3:ListBucket']);
    expect(actionsOf(templateOf(withoutFiles(), { cleanUp: true }))).to.deep.equal([
      ...own,
      's3:DeleteObject',
      's3:ListBucket',
    ]);
    const bare = templateOf(withoutFiles({ secrets: [], buckets: [] }));
    expect(actionsOf(bare)).to.deep.equal(['logs:CreateLogStream', 'logs:PutLogEvents']);
    expect(JSON.stringify(bare)).not.to.include('HATCHERY_SECRET_ID');
  });

  it('refuses secrets from files, and values that CloudFormation would replace', () => {
    expect(() => templateOf(somePlan())).to.throw('Lambda cannot provide the file "secrets/key"');
    const settings = [{ name: 'ODD', value: '{{resolve:ssm:x}}' }];
    expect(() => templateOf(withoutFiles({ settings }))).to.throw('the value of ODD');
    expect(() => templateOf(withoutFiles(), { codeBucket: undefined, region: '' })).to.throw(
      'Missing: --region, --code-bucket.',
    );
  });

  it('keeps odd words and values as they are', () => {
    fc.assert(
      fc.property(oddPlan, (plan) => {
        const value = plan.settings[0]?.value ?? '';
        const odd = { ...plan, secretFiles: [], settings: value.includes('{{resolve:') ? [] : plan.settings };
        const files = filesOf('lambda', odd);
        expect(files['template.yaml']).not.to.include('{{resolve:');
        const template = parse(files['template.yaml'] ?? '') as Template;
        expect(inputsOf(template)[0]).to.deep.equal({ tags: [plan.schedules[0]?.tag] });
        const [lambda] = ofType(template, 'AWS::Lambda::Function');
        if (odd.settings.length > 0)
          expect(lambda).to.have.nested.property('Properties.Environment.Variables.ODD', value);
        const [, config = '', environment = ''] =
          /dirname, (".*")\),\n {2}environment: (".*"),/.exec(files['handler.mjs'] ?? '') ?? [];
        expect([JSON.parse(config), JSON.parse(environment)]).to.deep.equal([plan.configFile, plan.environment]);
      }),
      { numRuns: 50 },
    );
  });

  it('packs the project with its handler, and hands it to the stack', () => {
    using tools = stubTools(['aws', 'npm', 'zip']);
    for (const [path, text] of Object.entries(filesOf('lambda', withoutFiles())))
      tools.write(`deploy/lambda/${path}`, text);
    tools.write('hatchery.yaml', 'streams: []');
    const secret = ['.env', '.env.local', 'app/.env', '.npmrc', 'app/.npmrc'];
    for (const path of secret) tools.write(path, 'SECRET=1');
    tools.write('app/index.ts', '');
    tools.write('bin/zip', '#!/bin/sh\nfind . -type f | sort >&2; echo zip > function.zip\n');
    const { code, calls, stderr } = tools.run('bash', ['-c', 'chmod 755 bin/zip && bash deploy/lambda/deploy.sh']);
    expect(code, stderr).to.equal(0);
    expect(stderr.split('\n'))
      .to.include.members(['./hatchery-handler.mjs', './hatchery.yaml', './app/index.ts'])
      .and.not.include.oneOf(secret.map((path) => `./${path}`));
    expect(calls.map(([name, ...words]) => `${name} ${words.slice(0, 2).join(' ')}`)).to.deep.equal([
      'npm ci --omit=dev',
      'aws s3 cp',
      'aws cloudformation deploy',
    ]);
    const key = /^s3:\/\/acme-code\/(acme-logs\/[0-9a-f]{16}\.zip)$/.exec(calls[1]?.[4] ?? '')?.[1];
    expect(calls[2]?.slice(-2)).to.deep.equal(['CodeBucket=acme-code', `CodeKey=${key}`]);
  });
});
