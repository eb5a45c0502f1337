import type { DeployPlan, Schedule } from '../../plan/deploy-plan.ts';
import { runWords } from '../../render/run-words.ts';
import type { TargetOptions } from '../target-options.ts';
import { metadataOf } from './metadata.ts';
import { podSpec } from './pod-spec.ts';

/** Exit codes that another try does not change: usage or config, no stream matched, held by another run. */
const final = [2, 3, 75];

/** Runs the streams of a tag whenever they are due, never twice at a time. */
export function cronJob(
  plan: DeployPlan,
  schedule: Schedule,
  options: TargetOptions & { readonly image: string },
): object {
  const { shards = 1 } = options;
  const args = runWords(plan, schedule.tag, shards > 1);
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadataOf(plan, `${plan.name}-${schedule.slug}`, options),
    spec: {
      schedule: schedule.cron,
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      // Without it, a hundred starts that were missed make the controller give up.
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          ...(shards > 1 ? sharded(shards) : single()),
          template: {
            metadata: { labels: metadataOf(plan, plan.name, {}).labels },
            spec: podSpec(plan, args, options),
          },
        },
      },
    },
  };
}

function single(): object {
  return { backoffLimit: 2, podFailurePolicy: failurePolicy('FailJob') };
}

/** Each task is tried again by itself: one that is not worth it must not end the others. */
function sharded(shards: number): object {
  return {
    completionMode: 'Indexed',
    completions: shards,
    parallelism: shards,
    backoffLimitPerIndex: 2,
    podFailurePolicy: failurePolicy('FailIndex'),
  };
}

/** A pod that a node's maintenance took away does not count as a try. */
function failurePolicy(action: 'FailJob' | 'FailIndex'): object {
  return {
    rules: [
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
      { action, onExitCodes: { containerName: 'hatchery', operator: 'In', values: final } },
    ],
  };
}
