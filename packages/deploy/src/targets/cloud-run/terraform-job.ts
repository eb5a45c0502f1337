import { posix } from 'node:path';
import { type HclBlock, HclCode, type HclValue } from '../../render/hcl.ts';
import { imageFolder } from '../docker/dockerfile.ts';
import { type CloudRunDeployment, secretId } from './cloud-run-deployment.ts';
import { runSeconds } from '../run-seconds.ts';
import { jobArgs, memory } from './job-settings.ts';
import { labelOf, resource } from './terraform-parts.ts';

/** The job that all tags share. */
export function terraformJob(deployment: CloudRunDeployment): HclBlock {
  const { plan, image, region, shards, secrets } = deployment;
  const ref = (name: string): HclCode =>
    new HclCode(`google_secret_manager_secret.${labelOf(secretId(plan, name))}.secret_id`);
  const variables: HclBlock['body'] = [
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

function runnerAddress({ makesRunner, runner }: CloudRunDeployment): HclValue {
  return makesRunner ? new HclCode('google_service_account.runner.email') : runner;
}
