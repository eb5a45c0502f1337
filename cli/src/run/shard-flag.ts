import { Flags } from '@oclif/core';

/** How a command is told which of several machines it is. */
export const shardFlag = Flags.string({
  env: 'HATCHERY_SHARD',
  helpGroup: 'STREAMS',
  helpValue: 'I/N|auto',
  description:
    "Take the I-th of N parts of the streams, counted from 1; the other parts are other machines'. With `auto`, the number is that of the task on Cloud Run, Kubernetes or AWS Batch.",
});
