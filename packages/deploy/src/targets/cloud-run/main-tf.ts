import { posix } from 'node:path';
import type { Schedule } from '../../plan/deploy-plan.ts';
import { type HclBlock, HclCode, hclText, type HclValue } from '../../render/hcl.ts';
import { header } from '../../render/header.ts';
import { imageFolder } from '../docker/dockerfile.ts';
import { type CloudRunDeployment, secretId } from './cloud-run-deployment.ts';
import { jobArgs, memory, runSeconds } from './job-settings.ts';

type Body = HclBlock['body'];

const apis = ['run', 'workflows', 'workflowexecutions', 'cloudscheduler', 'secretmanager', 'iam'];

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
      ['for_each', new HclCode(`toset([${apis.map((api) => `"${api}.googleapis.com"`).join(', ')}])`)],
      ['service', new HclCode('each.value')],
      ['disable_on_destroy', false],
    ]),
    ...accounts(deployment),
    ...bucketRoles(deployment),
    ...secrets.flatMap(({ id }) => secretBlocks(id, deployment)),
    job(deployment),
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
    ...plan.schedules.flatMap((schedule) => scheduled(schedule, deployment)),
  ]);
}

function accounts({ plan, makesRunner }: CloudRunDeployment): HclBlock[] {
  const account = (name: string, title: string): HclBlock =>
    resource('google_service_account', name, [
      ['account_id', `${plan.name}-${name}`],
      ['display_name', title],
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
      { words: ['replication'], body: [{ words: ['auto'], body: [] }] },
    ]),
    resource('google_secret_manager_secret_iam_member', name, [
      ['secret_id', new HclCode(`google_secret_manager_secret.${name}.id`)],
      ['role', 'roles/secretmanager.secretAccessor'],
      ['member', runnerMember(deployment)],
    ]),
  ];
}

function job(deployment: CloudRunDeployment): HclBlock {
  const { plan, image, region, shards, secrets } = deployment;
  const ref = (name: string): HclCode =>
    new HclCode(`google_secret_manager_secret.${labelOf(secretId(plan, name))}.secret_id`);
  const variables: Body = [
    ...plan.settings.map(({ name, value }): HclBlock => ({
      words: ['env'],
      body: [
        ['name', name],
        ['value', value],
      ],
    })),
    ...plan.secrets.map((name): HclBlock => {
      const source: HclBlock = {
        words: ['secret_key_ref'],
        body: [
          ['secret', ref(name)],
          ['version', 'latest'],
        ],
      };
      return { words: ['env'], body: [['name', name], { words: ['value_source'], body: [source] }] };
    }),
  ];
  const mounts = plan.secretFiles.map(({ key, path }): HclBlock => ({
    words: ['volume_mounts'],
    body: [
      ['name', key],
      ['mount_path', posix.dirname(posix.resolve(imageFolder, path))],
    ],
  }));
  const volumes = plan.secretFiles.map(({ key, path }): HclBlock => {
    const items: HclBlock = {
      words: ['items'],
      body: [
        ['version', 'latest'],
        ['path', posix.basename(path)],
      ],
    };
    return { words: ['volumes'], body: [['name', key], { words: ['secret'], body: [['secret', ref(key)], items] }] };
  });
  const container: HclBlock = {
    words: ['containers'],
    body: [
      ['image', image],
      ['args', jobArgs(plan)],
      ...variables,
      { words: ['resources'], body: [['limits', { cpu: '1', memory }]] },
      ...mounts,
    ],
  };
  const task: HclBlock = {
    words: ['template'],
    body: [
      ['service_account', runnerAddress(deployment)],
      ['max_retries', 0],
      ['timeout', `${runSeconds}s`],
      container,
      ...volumes,
    ],
  };
  const access = secrets.map(({ id }) => new HclCode(`google_secret_manager_secret_iam_member.${labelOf(id)}`));
  return resource('google_cloud_run_v2_job', 'hatchery', [
    ['name', plan.name],
    ['location', region],
    ['deletion_protection', false],
    ['depends_on', [new HclCode('google_project_service.apis'), ...access]],
    { words: ['template'], body: [['task_count', shards], ['parallelism', shards], task] },
  ]);
}

function scheduled({ slug, cron }: Schedule, { plan, project, region }: CloudRunDeployment): HclBlock[] {
  const name = `${plan.name}-${slug}`;
  const label = labelOf(slug);
  const uri = `https://workflowexecutions.googleapis.com/v1/projects/${project}/locations/${region}/workflows/${name}/executions`;
  return [
    resource('google_workflows_workflow', label, [
      ['name', name],
      ['region', region],
      ['service_account', new HclCode('google_service_account.caller.id')],
      ['source_contents', new HclCode(`file("\${path.module}/workflows/${slug}.yaml")`)],
      ['deletion_protection', false],
      ['depends_on', [new HclCode('google_project_service.apis')]],
    ]),
    resource('google_cloud_scheduler_job', label, [
      ['name', name],
      ['region', region],
      ['schedule', cron],
      ['time_zone', 'Etc/UTC'],
      ['depends_on', [new HclCode(`google_workflows_workflow.${label}`)]],
      {
        words: ['http_target'],
        body: [
          ['http_method', 'POST'],
          ['uri', uri],
          ['body', new HclCode('base64encode("{}")')],
          {
            words: ['oauth_token'],
            body: [['service_account_email', new HclCode('google_service_account.caller.email')]],
          },
        ],
      },
    ]),
  ];
}

function resource(type: string, name: string, body: Body): HclBlock {
  return { words: ['resource', type, name], body };
}

/** The name of a resource inside the file: a letter first, as identifiers want it. */
function labelOf(name: string): string {
  return `h_${name}`;
}

function runnerAddress({ makesRunner, runner }: CloudRunDeployment): HclValue {
  return makesRunner ? new HclCode('google_service_account.runner.email') : runner;
}

function runnerMember({ makesRunner, runner }: CloudRunDeployment): HclValue {
  return makesRunner ? member('google_service_account.runner.email') : `serviceAccount:${runner}`;
}

function member(address: string): HclCode {
  return new HclCode(`"serviceAccount:\${${address}}"`);
}
