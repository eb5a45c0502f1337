import { HatcheryError } from '@hatchery/core';
import { expect } from 'chai';
import { shardOfTask } from '../../src/run/shard-of-task.ts';

type Variables = Readonly<Record<string, string>>;

function refusal(variables: Variables): HatcheryError {
  try {
    shardOfTask(variables);
  } catch (error) {
    if (HatcheryError.is(error)) return error;
    throw error;
  }
  throw new Error('it was taken');
}

const cloudRun = (index: string, count: string): Variables => ({
  CLOUD_RUN_TASK_INDEX: index,
  CLOUD_RUN_TASK_COUNT: count,
});

describe('shardOfTask', () => {
  const told: readonly (readonly [string, Variables, string])[] = [
    ['the first task on Cloud Run', cloudRun('0', '16'), '1/16'],
    ['the last task on Cloud Run', cloudRun('15', '16'), '16/16'],
    ['a job of one task', cloudRun('0', '1'), '1/1'],
    ['as many tasks as Cloud Run takes', cloudRun('9999', '10000'), '10000/10000'],
    ['Kubernetes', { JOB_COMPLETION_INDEX: '2', HATCHERY_SHARD_COUNT: '3' }, '3/3'],
    ['AWS Batch', { AWS_BATCH_JOB_ARRAY_INDEX: '1', AWS_BATCH_JOB_ARRAY_SIZE: '5' }, '2/5'],
    ['a count that is of no use there', { ...cloudRun('1', '4'), HATCHERY_SHARD_COUNT: '9' }, '2/4'],
    ['another index that is set to nothing', { ...cloudRun('1', '4'), JOB_COMPLETION_INDEX: '' }, '2/4'],
  ];
  for (const [name, variables, wanted] of told) {
    it(`reads ${name}`, () => {
      const { number, count } = shardOfTask(variables);
      expect(`${number}/${count}`).to.equal(wanted);
    });
  }

  const refused: readonly (readonly [string, Variables, readonly string[]])[] = [
    [
      'nothing told',
      {},
      ['CLOUD_RUN_TASK_INDEX', 'JOB_COMPLETION_INDEX', 'AWS_BATCH_JOB_ARRAY_INDEX', 'HATCHERY_SHARD=3/16'],
    ],
    ['an index that is set to nothing', cloudRun('', '16'), ['CLOUD_RUN_TASK_INDEX']],
    ['a count without an index', { HATCHERY_SHARD_COUNT: '16' }, ['JOB_COMPLETION_INDEX']],
    ['no count on Cloud Run', { CLOUD_RUN_TASK_INDEX: '0' }, ['CLOUD_RUN_TASK_COUNT']],
    ['no count on Kubernetes', { JOB_COMPLETION_INDEX: '0' }, ['HATCHERY_SHARD_COUNT', 'completions']],
    ['no count on AWS Batch', { AWS_BATCH_JOB_ARRAY_INDEX: '0' }, ['AWS_BATCH_JOB_ARRAY_SIZE']],
    ['an index in words', cloudRun('first', '16'), ['CLOUD_RUN_TASK_INDEX', '"first"']],
    ['a negative index', cloudRun('-1', '16'), ['CLOUD_RUN_TASK_INDEX', '"-1"']],
    ['half an index', cloudRun('1.5', '16'), ['"1.5"']],
    ['an index in another notation', cloudRun('0x1', '16'), ['"0x1"']],
    ['an index with a blank', cloudRun('1 ', '16'), ['"1 "']],
    ['an endless index', cloudRun('9'.repeat(400), '16'), ['CLOUD_RUN_TASK_INDEX']],
    ['a count in words', cloudRun('0', 'many'), ['CLOUD_RUN_TASK_COUNT', '"many"']],
    ['no tasks at all', cloudRun('0', '0'), ['CLOUD_RUN_TASK_COUNT', '0']],
    ['too many tasks', cloudRun('0', '10001'), ['CLOUD_RUN_TASK_COUNT', '10000']],
    ['the task after the last', cloudRun('16', '16'), ['CLOUD_RUN_TASK_INDEX is 16', 'CLOUD_RUN_TASK_COUNT says 16']],
    [
      'two platforms',
      { ...cloudRun('0', '16'), JOB_COMPLETION_INDEX: '0', HATCHERY_SHARD_COUNT: '16' },
      ['CLOUD_RUN_TASK_INDEX', 'JOB_COMPLETION_INDEX'],
    ],
  ];
  for (const [name, variables, words] of refused) {
    it(`refuses ${name}`, () => {
      const { code, message, hint } = refusal(variables);
      expect(code).to.equal('USAGE');
      for (const word of words) expect(`${message} ${hint}`).to.include(word);
    });
  }
});
