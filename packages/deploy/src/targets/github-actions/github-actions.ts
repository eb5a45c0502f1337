import { shellQuote } from '../../render/shell-quote.ts';
import type { DeployTarget } from '../deploy-target.ts';
import { secretName } from './secret-name.ts';
import { workflowText } from './workflow-text.ts';

/** A workflow of GitHub Actions for each tag. */
export const githubActions: DeployTarget = {
  folder: '.github/workflows',
  ephemeral: true,
  render: (plan) =>
    plan.schedules.map((schedule) => ({
      path: `${plan.name}-${schedule.slug}.yml`,
      text: workflowText(plan, schedule),
    })),
  next(plan, _options, folder) {
    const clouds = new Set(plan.buckets.map(({ service }) => service));
    const variables = [
      ...(clouds.has('gcs') ? ['GCP_WORKLOAD_IDENTITY_PROVIDER', 'GCP_SERVICE_ACCOUNT'] : []),
      ...(clouds.has('s3') ? ['AWS_ROLE_ARN', 'AWS_REGION'] : []),
    ];
    return [
      ...plan.secrets.map((name) => shellQuote('gh', 'secret', 'set', secretName(name))),
      ...plan.secretFiles.map(
        ({ key, path }) => `${shellQuote('gh', 'secret', 'set', secretName(key))} < ${shellQuote(path)}`,
      ),
      ...variables.map((name) => shellQuote('gh', 'variable', 'set', name)),
      `git add ${folder} && git commit && git push`,
      shellQuote('gh', 'workflow', 'run', `${plan.name}-${plan.schedules[0]?.slug ?? ''}.yml`),
    ];
  },
};
