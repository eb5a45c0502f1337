import { HatcheryError } from '@hatchery/core';
import { posix } from 'node:path';
import type { DeployPlan, SecretFile } from '../../plan/deploy-plan.ts';
import { imageFolder } from '../docker/dockerfile.ts';
import { requireOptions, type TargetOptions } from '../target-options.ts';

/** A secret of Secret Manager that runs read. */
export interface CloudSecret {
  readonly id: string;
  /** What it holds the value of, for people. */
  readonly of: string;
}

/** The names that all files of a deployment to Cloud Run agree on. */
export interface CloudRunDeployment {
  readonly plan: DeployPlan;
  readonly project: string;
  readonly region: string;
  readonly image: string;
  readonly shards: number;
  /** The account that runs act as, by its address. */
  readonly runner: string;
  /** Whether that account is part of the deployment, rather than there before. */
  readonly makesRunner: boolean;
  /** The account that starts runs, by its address. */
  readonly caller: string;
  readonly buckets: readonly string[];
  /** What runs may do with the buckets. */
  readonly bucketRoles: readonly string[];
  readonly secrets: readonly CloudSecret[];
}

/** @throws HatcheryError `USAGE` for a missing option, and for secret files where Cloud Run cannot put them */
export function cloudRunDeployment(plan: DeployPlan, options: TargetOptions): CloudRunDeployment {
  const { project, region, image } = requireOptions(options, 'project', 'region', 'image');
  checkFiles(plan.secretFiles);
  const account = (role: string): string => `${plan.name}-${role}@${project}.iam.gserviceaccount.com`;
  const own = plan.buckets.filter(({ service }) => service === 'gcs').map(({ name }) => name);
  return {
    plan,
    project,
    region,
    image,
    shards: options.shards ?? 1,
    runner: options.serviceAccount ?? account('runner'),
    makesRunner: options.serviceAccount === undefined,
    caller: account('caller'),
    buckets: options.buckets ?? own,
    bucketRoles: options.cleanUp
      ? ['roles/storage.objectUser']
      : ['roles/storage.objectCreator', 'roles/storage.objectViewer'],
    secrets: [
      ...plan.secrets.map((name) => ({ id: secretId(plan, name), of: name })),
      ...plan.secretFiles.map(({ path, key }) => ({ id: secretId(plan, key), of: path })),
    ],
  };
}

/** The id in Secret Manager of a variable, or of a file's key. */
export function secretId(plan: DeployPlan, name: string): string {
  return `${plan.name}-${name}`;
}

/** What the scheduler calls to start a workflow. */
export function executionsUri({ project, region }: CloudRunDeployment, workflow: string): string {
  return `https://workflowexecutions.googleapis.com/v1/projects/${project}/locations/${region}/workflows/${workflow}/executions`;
}

/** A secret is mounted as a whole folder there, over whatever the image has in its place. */
function checkFiles(files: readonly SecretFile[]): void {
  const folders = files.map(({ path }) => posix.dirname(posix.resolve(imageFolder, path)));
  for (const [index, folder] of folders.entries()) {
    const hidesProject = `${imageFolder}/`.startsWith(`${folder === '/' ? '' : folder}/`);
    const isShared = folders.indexOf(folder) !== index;
    if (!hidesProject && !isShared) continue;
    const path = files[index]?.path ?? '';
    const why = hidesProject ? 'the project lies in the same folder' : 'another secret lies in the same folder';
    throw new HatcheryError('USAGE', `Cloud Run cannot provide the file ${JSON.stringify(path)}: ${why}.`, {
      hint: 'It mounts each secret as a folder of its own. Give the file one, or use ${env:NAME} in the config.',
    });
  }
}
