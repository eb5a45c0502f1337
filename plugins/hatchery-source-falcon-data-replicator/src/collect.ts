import type { CollectContext } from '@hatchery/core';
import { createClients } from './aws-clients.ts';
import { hideCredentials } from './hide-credentials.ts';
import type { Options } from './options.ts';
import { Queue } from './queue.ts';
import { takeMessages } from './take-messages.ts';

/** Empties the queue: the files of each message landed, then the message deleted. */
export async function collect({ config, pipe }: CollectContext<Options>): Promise<void> {
  const { sqs, s3 } = createClients(config, pipe.log);
  try {
    await hideCredentials(sqs);
    await takeMessages({ config, pipe, s3, queue: new Queue(sqs, config) });
  } finally {
    sqs.destroy();
    s3.destroy();
  }
}
