import { HatcheryError } from '@hatchery/core';
import type { DeployPlan, Schedule } from '../../plan/deploy-plan.ts';
import { header } from '../../render/header.ts';
import { yamlText } from '../../render/yaml-text.ts';
import { eventBridge } from '../../schedule/event-bridge.ts';

/** The name of the secret that holds all variables, as one JSON object. */
export function secretName(plan: DeployPlan): string {
  return `hatchery/${plan.name}`;
}

/** Lambda's longest. */
const seconds = 900;

/** The stack: function, log, role, and rules that start it. In plain CloudFormation, without a transform. */
export function templateYaml(plan: DeployPlan, cleanUp: boolean): string {
  return yamlText(header('lambda'), {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `hatchery: ${plan.name}`,
    Parameters: { CodeBucket: { Type: 'String' }, CodeKey: { Type: 'String' } },
    Resources: {
      Role: role(plan, cleanUp),
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Handler: 'hatchery-handler.handler',
          Runtime: `nodejs${plan.nodeVersion.replace(/\..*$/, '')}.x`,
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Code: { S3Bucket: { Ref: 'CodeBucket' }, S3Key: { Ref: 'CodeKey' } },
          Timeout: seconds,
          MemorySize: 512,
          Environment: { Variables: variables(plan) },
        },
      },
      Log: {
        Type: 'AWS::Logs::LogGroup',
        Properties: { LogGroupName: { 'Fn::Sub': '/aws/lambda/${Function}' }, RetentionInDays: 90 },
      },
      ...Object.fromEntries(plan.schedules.flatMap(ruleOf)),
    },
  });
}

function role(plan: DeployPlan, cleanUp: boolean): object {
  const buckets = plan.buckets.filter(({ service }) => service === 's3').map(({ name }) => name);
  const arn = (rest: string): object => ({ 'Fn::Sub': `arn:\${AWS::Partition}:${rest}` });
  const objectActions = [
    's3:PutObject',
    's3:GetObject',
    's3:AbortMultipartUpload',
    ...(cleanUp ? ['s3:DeleteObject'] : []),
  ];
  const log = 'logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/${AWS::StackName}-*';
  const secret = `secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${secretName(plan)}-??????`;
  const statements = [
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arn(log)),
    ...(plan.secrets.length === 0 ? [] : [allow(['secretsmanager:GetSecretValue'], arn(secret))]),
    ...buckets.flatMap((name) => [
      allow(objectActions, arn(`s3:::${inSub(name)}/*`)),
      allow(['s3:ListBucket'], arn(`s3:::${inSub(name)}`)),
    ]),
  ];
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [{ PolicyName: 'hatchery', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  };
}

function allow(actions: readonly string[], resource: object): object {
  return { Effect: 'Allow', Action: actions, Resource: resource };
}

function ruleOf({ tag, slug, cron }: Schedule): [string, object][] {
  return eventBridge(cron).flatMap((expression, index): [string, object][] => {
    // Only letters and digits; an X, which no slug has, stands for each hyphen.
    const id = `Tag${slug.replaceAll('-', 'X')}${index === 0 ? '' : 'Or'}`;
    const rule = {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: expression,
        State: 'ENABLED',
        Targets: [{ Id: 'hatchery', Arn: { 'Fn::GetAtt': ['Function', 'Arn'] }, Input: inputOf(tag) }],
      },
    };
    const permission = {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { Ref: 'Function' },
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': [id, 'Arn'] },
      },
    };
    return [
      [id, rule],
      [`${id}Permission`, permission],
    ];
  });
}

/** CloudFormation looks for `{{resolve:…}}` in all texts; JSON can write a brace otherwise. */
function inputOf(tag: string): string {
  return `{"tags":[${JSON.stringify(tag).replaceAll('{', String.raw`\u007b`)}]}`;
}

function variables(plan: DeployPlan): Record<string, string> {
  const secret = plan.secrets.length === 0 ? {} : { HATCHERY_SECRET_ID: secretName(plan) };
  return { ...Object.fromEntries(plan.settings.map(({ name, value }) => [name, unresolved(name, value)])), ...secret };
}

function unresolved(name: string, value: string): string {
  if (!value.includes('{{resolve:')) return value;
  throw new HatcheryError('USAGE', `CloudFormation would replace a part of the value of ${name}.`, {
    hint: `It takes "{{resolve:" for a reference of its own. Name the variable a secret: --secret ${name}.`,
  });
}

/** Keeps `Fn::Sub` from replacing anything in a text. */
function inSub(text: string): string {
  return text.replaceAll('${', '${!');
}
