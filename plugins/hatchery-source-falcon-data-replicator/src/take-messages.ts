import type { S3Client } from '@aws-sdk/client-s3';
import type { Message } from '@aws-sdk/client-sqs';
import type { HatcheryError, Pipe } from '@hatchery/core';
import pLimit from 'p-limit';
import { failuresAsOne } from './failures-as-one.ts';
import { GraceSignal } from './grace-signal.ts';
import { HeldMessages } from './held-messages.ts';
import { landMessage } from './land-message.ts';
import type { Options } from './options.ts';
import type { Queue } from './queue.ts';

export interface TakeContext {
  readonly config: Options;
  readonly pipe: Pipe;
  readonly s3: S3Client;
  readonly queue: Queue;
}

/** Messages that come in the answer to a request are hidden from then on: it is worth waiting for, also when told to stop. */
const grace = 2_000;
/** So many messages do not fail by themselves: something is wrong with the feed, and more of it would not help. */
const mostFailures = 100;

/**
 * Takes messages until the queue is empty, or until all that come were sent after this run began: the rest is for the next one.
 *
 * @throws HatcheryError what went wrong with messages, once all others are done
 */
export async function takeMessages({ config, pipe, s3, queue }: TakeContext): Promise<void> {
  const { maxMessages, visibilityTimeout, concurrency } = config;
  const startedAt = Date.now();
  const limit = pLimit(concurrency);
  const failures: HatcheryError[] = [];
  let left = maxMessages === 0 ? Number.POSITIVE_INFINITY : maxMessages;
  using late = new GraceSignal(pipe.signal, grace);
  await using held = new HeldMessages({ queue, visibilityTimeout, log: pipe.log });

  const handle = async (message: Message): Promise<void> => {
    const problems = await landMessage(message, { s3, config, pipe, limit });
    if (problems.length > 0) {
      failures.push(...problems);
      for (const error of problems) {
        pipe.log.error('A message stays in the queue.', { message: message.MessageId, error });
      }
      return;
    }
    // Also when the run is told to stop meanwhile, as all is done but this.
    await queue.remove(held.latest(message), late.signal);
    held.forget(message);
  };

  while (left > 0 && failures.length < mostFailures) {
    const messages = await queue.receive(left, late.signal);
    const fresh = messages.filter((message) => held.hold(message));
    pipe.signal.throwIfAborted();
    // None, or only copies of those that are held already, and could not be kept hidden.
    if (fresh.length === 0) break;
    left -= fresh.length;
    await settleAll(fresh.map(handle));
    if (messages.every(({ Attributes }) => Number(Attributes?.SentTimestamp) >= startedAt)) break;
  }
  if (failures.length > 0) throw failuresAsOne(failures);
}

/** Waits for all, and throws what the first one threw. */
async function settleAll(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
}
