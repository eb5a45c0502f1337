import type { DeployPlan, Schedule } from '../../plan/deploy-plan.ts';
import { header } from '../../render/header.ts';
import { runWords } from '../../render/run-words.ts';
import { shellQuote } from '../../render/shell-quote.ts';
import { yamlText } from '../../render/yaml-text.ts';
import { atMostEveryFiveMinutes } from './at-most-every-five-minutes.ts';
import { fileSteps } from './file-steps.ts';
import { pinnedActions } from './pinned-actions.ts';
import { secretName } from './secret-name.ts';

/** The workflow that runs the streams of a tag. */
export function workflowText(plan: DeployPlan, { tag, slug, cron }: Schedule): string {
  const clouds = new Set(plan.buckets.map(({ service }) => service));
  const text = yamlText(header('github-actions'), {
    name: `${plan.name} ${slug}`,
    on: { schedule: [{ cron: atMostEveryFiveMinutes(cron) }], workflow_dispatch: {} },
    permissions: {},
    concurrency: { group: `${plan.name}-${slug}`, 'cancel-in-progress': false },
    jobs: {
      run: {
        'runs-on': 'ubuntu-24.04',
        'timeout-minutes': 60,
        // Without a cloud to sign in to there is nobody to show a token to.
        permissions: { contents: 'read', ...(clouds.size > 0 && { 'id-token': 'write' }) },
        steps: [
          { uses: pinnedActions.checkout.uses, with: { 'persist-credentials': false } },
          { uses: pinnedActions.setupNode.uses, with: { 'node-version': plan.nodeVersion } },
          { run: 'npm ci --omit=dev --ignore-scripts --no-audit --no-fund' },
          ...cloudSteps(clouds),
          ...fileSteps(plan.secretFiles),
          { name: 'Run', env: environment(plan), run: command(plan, tag) },
        ],
      },
    },
  });
  return Object.values(pinnedActions).reduce(
    (current, { uses, version }) => current.replaceAll(`"${uses}"`, `${uses} # ${version}`),
    text,
  );
}

function cloudSteps(clouds: ReadonlySet<string>): object[] {
  return [
    ...(clouds.has('gcs')
      ? [
          {
            uses: pinnedActions.googleAuth.uses,
            with: {
              workload_identity_provider: '${{ vars.GCP_WORKLOAD_IDENTITY_PROVIDER }}',
              service_account: '${{ vars.GCP_SERVICE_ACCOUNT }}',
            },
          },
        ]
      : []),
    ...(clouds.has('s3')
      ? [
          {
            uses: pinnedActions.awsCredentials.uses,
            with: { 'role-to-assume': '${{ vars.AWS_ROLE_ARN }}', 'aws-region': '${{ vars.AWS_REGION }}' },
          },
        ]
      : []),
  ];
}

function environment(plan: DeployPlan): Record<string, string> {
  return Object.fromEntries([
    ...plan.settings.map(({ name, value }) => [name, literal(value)] as const),
    ...plan.secrets.map((name) => [name, `\${{ secrets.${secretName(name)} }}`] as const),
  ]);
}

/** GitHub replaces expressions before the shell sees the text: two quotes between `$` and `{{` keep it from that. */
function command(plan: DeployPlan, tag: string): string {
  const words = shellQuote('node', 'node_modules/hatchery/bin/hatchery.js', ...runWords(plan, tag));
  return words.replaceAll('${{', () => "$''{{");
}

/** A value that is no expression to GitHub: one that looks like it is itself written as an expression. */
function literal(value: string): string {
  return value.includes('${{') ? `\${{ '${value.replaceAll("'", "''")}' }}` : value;
}
