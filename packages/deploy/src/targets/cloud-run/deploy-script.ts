import { header } from '../../render/header.ts';
import { shellQuote } from '../../render/shell-quote.ts';
import { type CloudRunDeployment, executionsUri } from './cloud-run-deployment.ts';
import { googleApis } from './job-settings.ts';

/** Makes everything there is to the deployment, in a way that can be repeated. */
export function deployScript(deployment: CloudRunDeployment): string {
  const { plan, project, region, caller, runner } = deployment;
  const gcloud = (...words: string[]): string => shellQuote('gcloud', ...words, `--project=${project}`, '--quiet');
  const unless = (check: string, make: string): string => `${check} >/dev/null 2>&1 || ${make}`;
  const account = (address: string, title: string): string =>
    unless(
      gcloud('iam', 'service-accounts', 'describe', address),
      gcloud('iam', 'service-accounts', 'create', address.replace(/@.*$/, ''), `--display-name=${title}`),
    );
  const secrets = deployment.secrets.flatMap(({ id }) => [
    unless(gcloud('secrets', 'describe', id), gcloud('secrets', 'create', id, '--replication-policy=automatic')),
    `${gcloud('secrets', 'add-iam-policy-binding', id, `--member=serviceAccount:${runner}`, '--role=roles/secretmanager.secretAccessor')} >/dev/null`,
    `${gcloud('secrets', 'versions', 'describe', 'latest', `--secret=${id}`)} >/dev/null 2>&1 || missing=${shellQuote(id)}`,
  ]);
  const schedules = plan.schedules.flatMap(({ slug, cron }) => {
    const name = `${plan.name}-${slug}`;
    const entry = (verb: string): string =>
      gcloud(
        'scheduler', 'jobs', verb, 'http', name, `--location=${region}`, `--schedule=${cron}`, '--time-zone=Etc/UTC',
        `--uri=${executionsUri(deployment, name)}`, '--http-method=POST', '--message-body={}', `--oauth-service-account-email=${caller}`,
      ); // prettier-ignore
    return [
      gcloud(
        'workflows',
        'deploy',
        name,
        `--location=${region}`,
        `--source=workflows/${slug}.yaml`,
        `--service-account=${caller}`,
      ),
      `if ${gcloud('scheduler', 'jobs', 'describe', name, `--location=${region}`)} >/dev/null 2>&1; then`,
      `  ${entry('update')}`,
      'else',
      `  ${entry('create')}`,
      'fi',
    ];
  });
  return [
    '#!/usr/bin/env bash',
    ...header('cloud-run').map((line) => `# ${line}`),
    'set -euo pipefail',
    'cd -- "$(dirname -- "${BASH_SOURCE[0]}")"',
    '',
    gcloud('services', 'enable', ...googleApis),
    '',
    '# The account that runs act as, and the one that starts them.',
    ...(deployment.makesRunner ? [account(runner, 'hatchery: runs')] : []),
    account(caller, 'hatchery: starts runs'),
    '',
    ...bucketLines(deployment, gcloud),
    ...(secrets.length === 0
      ? []
      : ['# Secrets. Their values are yours to add.', 'missing=', ...secrets, ...stop(deployment)]),
    '',
    gcloud('run', 'jobs', 'replace', 'job.yaml', `--region=${region}`),
    `${gcloud('run', 'jobs', 'add-iam-policy-binding', plan.name, `--region=${region}`, `--member=serviceAccount:${caller}`, '--role=roles/run.jobsExecutorWithOverrides')} >/dev/null`,
    `${gcloud('projects', 'add-iam-policy-binding', project, `--member=serviceAccount:${caller}`, '--role=roles/workflows.invoker', '--condition=None')} >/dev/null`,
    '',
    '# What starts it: for each tag a workflow, and an entry of the scheduler.',
    ...schedules,
    '',
  ].join('\n');
}

function bucketLines(
  { buckets, bucketRoles, runner }: CloudRunDeployment,
  gcloud: (...words: string[]) => string,
): string[] {
  const lines = buckets.flatMap((bucket) =>
    bucketRoles.map(
      (role) =>
        `${gcloud('storage', 'buckets', 'add-iam-policy-binding', `gs://${bucket}`, `--member=serviceAccount:${runner}`, `--role=${role}`)} >/dev/null`,
    ),
  );
  return lines.length === 0 ? [] : ['# Buckets: what runs may do there.', ...lines, ''];
}

/** A job whose secrets have no value cannot be made. */
function stop({ project }: CloudRunDeployment): string[] {
  const add = shellQuote('gcloud', 'secrets', 'versions', 'add', `--project=${project}`, '--data-file=-');
  return [
    'if [ -n "$missing" ]; then',
    `  printf '%s\\n' "The secret $missing has no value yet. Add it, then run this again:" ${shellQuote(`  ${add} SECRET`)} >&2`,
    '  exit 1',
    'fi',
  ];
}
