import { type HclBlock, HclCode, hclText } from '../../render/hcl.ts';
import { header } from '../../render/header.ts';
import type { CloudRunDeployment } from './cloud-run-deployment.ts';
import { googleApis } from './job-settings.ts';
import { terraformJob } from './terraform-job.ts';
import { afterApis, labelOf, member, resource, runnerMember } from './terraform-parts.ts';
import { terraformSchedule } from './terraform-schedule.ts';

/** The deployment as resources of Terraform's provider for Google Cloud. */
export function mainTf(deployment: CloudRunDeployment): string {
  const { plan, project, region, secrets } = deployment;
  return hclText(header('cloud-run --format terraform'), [
    {
      words: ['terraform'],
      body: [
        {
          words: ['required_providers'],
          body: [['google', { source: 'hashicorp/google', version: '>= 6.36, < 8.0' }]],
        },
      ],
    },
    {
      words: ['provider', 'google'],
      body: [
        ['project', project],
        ['region', region],
      ],
    },
    resource('google_project_service', 'apis', [
      ['for_each', new HclCode(`toset([${googleApis.map((api) => `"${api}"`).join(', ')}])`)],
      ['service', new HclCode('each.value')],
      ['disable_on_destroy', false],
    ]),
    ...accounts(deployment),
    ...bucketRoles(deployment),
    ...secrets.flatMap(({ id }) => secretBlocks(id, deployment)),
    terraformJob(deployment),
    resource('google_cloud_run_v2_job_iam_member', 'caller', [
      ['name', new HclCode('google_cloud_run_v2_job.hatchery.name')],
      ['location', region],
      ['role', 'roles/run.jobsExecutorWithOverrides'],
      ['member', member('google_service_account.caller.email')],
    ]),
    resource('google_project_iam_member', 'caller', [
      ['project', project],
      ['role', 'roles/workflows.invoker'],
      ['member', member('google_service_account.caller.email')],
    ]),
    ...plan.schedules.flatMap((schedule) => terraformSchedule(schedule, deployment)),
  ]);
}

function accounts({ plan, makesRunner }: CloudRunDeployment): HclBlock[] {
  const account = (name: string, title: string): HclBlock =>
    resource('google_service_account', name, [
      ['account_id', `${plan.name}-${name}`],
      ['display_name', title],
      afterApis,
    ]);
  return [...(makesRunner ? [account('runner', 'hatchery: runs')] : []), account('caller', 'hatchery: starts runs')];
}

function bucketRoles(deployment: CloudRunDeployment): HclBlock[] {
  return deployment.buckets.flatMap((bucket, index) =>
    deployment.bucketRoles.map((role) =>
      resource('google_storage_bucket_iam_member', `bucket_${index}_${role.replace(/^.*\./, '')}`, [
        ['bucket', bucket],
        ['role', role],
        ['member', runnerMember(deployment)],
      ]),
    ),
  );
}

/** The values stay out: Terraform would keep them in its state. */
function secretBlocks(id: string, deployment: CloudRunDeployment): HclBlock[] {
  const name = labelOf(id);
  return [
    resource('google_secret_manager_secret', name, [
      ['secret_id', id],
      afterApis,
      { words: ['replication'], body: [{ words: ['auto'], body: [] }] },
    ]),
    resource('google_secret_manager_secret_iam_member', name, [
      ['secret_id', new HclCode(`google_secret_manager_secret.${name}.id`)],
      ['role', 'roles/secretmanager.secretAccessor'],
      ['member', runnerMember(deployment)],
    ]),
  ];
}
