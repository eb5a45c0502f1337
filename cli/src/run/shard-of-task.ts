import { HatcheryError } from '@hatchery/core';
import { mostShards, type Shard } from './shard.ts';

interface Platform {
  readonly name: string;
  /** The task's number, from 0. */
  readonly index: string;
  /** How many tasks there are. */
  readonly count: string;
}

/** Kubernetes tells a pod its index and not how many there are: the job's manifest has to. */
const platforms: readonly Platform[] = [
  { name: 'Cloud Run', index: 'CLOUD_RUN_TASK_INDEX', count: 'CLOUD_RUN_TASK_COUNT' },
  { name: 'Kubernetes', index: 'JOB_COMPLETION_INDEX', count: 'HATCHERY_SHARD_COUNT' },
  { name: 'AWS Batch', index: 'AWS_BATCH_JOB_ARRAY_INDEX', count: 'AWS_BATCH_JOB_ARRAY_SIZE' },
];

/**
 * The shard of a task among the tasks of a job, as the platform tells it by variables.
 *
 * @throws HatcheryError `USAGE` if no platform does, or two do, or what one says makes no sense: nothing is
 *   guessed, as every task would then take all streams, or some streams would be nobody's
 */
export function shardOfTask(variables: Readonly<Record<string, string | undefined>>): Shard {
  const told = platforms.filter(({ index }) => isSet(variables[index]));
  const [platform, second] = told;
  if (platform === undefined) throw nothingTold();
  if (second !== undefined) throw toldTwice(platform, second);
  const count = numberIn(variables, platform.count, platform);
  if (count < 1 || count > mostShards) {
    throw new HatcheryError('USAGE', `${platform.count} is not a number of tasks: ${count}.`, {
      hint: `Streams can be shared among 1 to ${mostShards} tasks.`,
    });
  }
  const index = numberIn(variables, platform.index, platform);
  if (index < count) return { number: index + 1, count };
  throw new HatcheryError('USAGE', `${platform.index} is ${index}, but ${platform.count} says ${count}.`, {
    hint: `Tasks count from 0, so the last of ${count} has the index ${count - 1}. Is ${platform.count} what the job has?`,
  });
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

function numberIn(variables: Readonly<Record<string, string | undefined>>, name: string, platform: Platform): number {
  const text = variables[name];
  if (text !== undefined && /^\d{1,9}$/.test(text)) return Number(text);
  if (isSet(text)) {
    throw new HatcheryError('USAGE', `${name} is not a whole number: ${JSON.stringify(text)}.`, {
      hint: `--shard auto reads ${platform.index} and ${platform.count} for ${platform.name}.`,
    });
  }
  throw new HatcheryError('USAGE', `--shard auto finds ${platform.index}, but not ${name}.`, {
    hint:
      platform.name === 'Kubernetes'
        ? 'Kubernetes does not tell how many tasks a job has: give the container this variable, with the number of the job’s completions.'
        : `${platform.name} sets both: check what removed it.`,
  });
}

function nothingTold(): HatcheryError {
  const names = platforms.map(({ name, index }) => `${index} (${name})`);
  return new HatcheryError('USAGE', `--shard auto finds no task's number: none of ${names.join(', ')} is set.`, {
    hint: 'On other machines, number them by hand: --shard 3/16, or HATCHERY_SHARD=3/16.',
  });
}

function toldTwice(first: Platform, second: Platform): HatcheryError {
  return new HatcheryError(
    'USAGE',
    `--shard auto finds the numbers of two tasks: ${first.index} and ${second.index}.`,
    {
      hint: `Remove the one that does not count, or give the shard itself: --shard 3/16.`,
    },
  );
}
