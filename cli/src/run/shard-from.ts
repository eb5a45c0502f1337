import { HatcheryError } from '@hatchery/core';
import { mostShards, type Shard } from './shard.ts';
import { shardOfTask } from './shard-of-task.ts';

/**
 * Reads what `--shard` was given.
 *
 * @param variables where `auto` looks
 * @throws HatcheryError `USAGE` if the text is neither `auto` nor `I/N` with 1 <= I <= N, and what {@link shardOfTask} throws
 */
export function shardFrom(text: string, variables: Readonly<Record<string, string | undefined>>): Shard {
  if (text === 'auto') return shardOfTask(variables);
  const parts = /^(\d{1,6})\/(\d{1,6})$/.exec(text);
  const number = Number(parts?.[1]);
  const count = Number(parts?.[2]);
  if (parts !== null && number >= 1 && number <= count && count <= mostShards) return { number, count };
  throw new HatcheryError('USAGE', `--shard is not a part of a whole: ${JSON.stringify(text)}.`, {
    hint:
      `Write it as I/N, with I from 1 to N and N at most ${mostShards}: --shard 3/16 is the third of sixteen machines. ` +
      'Or write auto, for a task of Cloud Run, Kubernetes or AWS Batch.',
  });
}
