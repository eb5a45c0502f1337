import type { CheckContext } from '@hatchery/core';
import { createClients } from './aws-clients.ts';
import { hideCredentials } from './hide-credentials.ts';
import type { Options } from './options.ts';
import { Queue } from './queue.ts';

/**
 * Proves that the queue can be asked. Of the bucket only messages know.
 *
 * @throws HatcheryError why it cannot
 */
export async function checkQueue({ config, signal, log }: CheckContext<Options>): Promise<void> {
  const { sqs, s3 } = createClients(config, log);
  try {
    await hideCredentials(sqs);
    await new Queue(sqs, config).prove(signal);
  } finally {
    sqs.destroy();
    s3.destroy();
  }
}
