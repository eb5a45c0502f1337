import fc from 'fast-check';
import type { DeployPlan } from '../../src/index.ts';
import { slug } from '../../src/plan/slug.ts';

/** A plan with one of each. */
export function somePlan(changes: Partial<DeployPlan> = {}): DeployPlan {
  return {
    name: 'acme-logs',
    configFile: 'hatchery.yaml',
    nodeVersion: '24.15.0',
    schedules: [
      { tag: 'daily', slug: 'daily', cron: '17 3 * * *', from: 'name', streams: 1 },
      { tag: 'minutely', slug: 'minutely', cron: '* * * * *', from: 'name', streams: 2 },
    ],
    settings: [{ name: 'REGION', value: 'eu' }],
    secrets: ['ACME_TOKEN', 'SLACK_TOKEN'],
    secretFiles: [{ path: 'secrets/key', key: 'file-secrets-key-123456' }],
    buckets: [
      { service: 'gcs', name: 'acme-gcs' },
      { service: 's3', name: 'acme-s3' },
    ],
    plugins: [{ name: 'hatchery-dest-gcs', version: '1.0.0' }],
    warnings: [],
    ...changes,
  };
}

const odd = [
  '"',
  "'",
  '`',
  '$',
  '${x}',
  '${{ x }}',
  '%{x}',
  '%',
  '%d',
  '\\',
  '\\n',
  '#',
  ': ',
  ' ',
  '-',
  '!',
  '{{resolve:ssm:x}}',
  '$(X)',
  '$$',
  '*',
  '?',
  '[',
  ';',
  '&&',
  '|',
  '<',
  '>',
  '~',
  'ü',
  '漢',
  '🦜',
  '=',
  '}}',
  'true',
  '0x1',
  '1e3',
  '@',
];

/** A text that every format has something to say to. */
export const oddText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...odd), fc.stringMatching(/^[a-zA-Z0-9]{1,4}$/)), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''));

/** What can be asked for with `--stream-tags`. */
export const oddTag: fc.Arbitrary<string> = oddText.filter((text) => text.trim() === text && text !== '');

/** Plans that differ in all that a config can make odd. */
export const oddPlan: fc.Arbitrary<DeployPlan> = fc
  .record({ tag: oddTag, value: oddText, config: oddText, environment: oddText })
  .map(({ tag, value, config, environment }) =>
    somePlan({
      configFile: `conf/${config.replaceAll('/', '')}.yaml`,
      environment,
      schedules: [{ tag, slug: slug(tag, 24), cron: '*/5 1-3 * 2 mon', from: 'config', streams: 1 }],
      settings: [{ name: 'ODD', value }],
    }),
  );

/** What every target's command line has to hold for such a plan. */
export function expectedWords(plan: DeployPlan, shared = false): string[] {
  return [
    'run',
    `--stream-tags=${plan.schedules[0]?.tag ?? ''}`,
    `--config=${plan.configFile}`,
    ...(plan.environment === undefined ? [] : [`--env=${plan.environment}`]),
    ...(shared ? ['--shard=auto'] : []),
    '--log-format=json',
  ];
}
