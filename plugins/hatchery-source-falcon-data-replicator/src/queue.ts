import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { HatcheryError } from '@hatchery/core';
import pRetry from 'p-retry';
import { explainFailure } from './explain-failure.ts';
import { failureOf } from './failure.ts';
import type { Options } from './options.ts';

/** What SQS answers to a receipt that is none: whoever hears that may do what was asked. */
const noReceipt = new Set(['ReceiptHandleIsInvalid', 'MessageNotInflight', 'InvalidParameterValue']);

/** The queue of a feed. What fails and may pass is tried again. */
export class Queue {
  readonly #client: SQSClient;
  readonly #config: Options;
  readonly #at: { readonly QueueUrl: string };

  constructor(client: SQSClient, config: Options) {
    this.#client = client;
    this.#config = config;
    this.#at = { QueueUrl: config.queueUrl };
  }

  /** Takes up to ten messages, hidden from others for as long as the options say; none if none come in time. */
  async receive(most: number, signal: AbortSignal): Promise<readonly Message[]> {
    const { wait, visibilityTimeout } = this.#config;
    const command = new ReceiveMessageCommand({
      ...this.#at,
      MaxNumberOfMessages: Math.min(most, 10),
      WaitTimeSeconds: wait / 1_000,
      VisibilityTimeout: visibilityTimeout / 1_000,
      MessageSystemAttributeNames: ['SentTimestamp'],
    });
    const send = (): Promise<{ Messages?: Message[] | undefined }> =>
      this.#client.send(command, { abortSignal: signal });
    return (await this.#attempt('receive messages from the queue', send, signal)).Messages ?? [];
  }

  /** Makes SQS forget a message. */
  async remove({ ReceiptHandle }: Message, signal: AbortSignal): Promise<void> {
    const command = new DeleteMessageCommand({ ...this.#at, ReceiptHandle });
    await this.#attempt(
      'delete a message from the queue',
      () => this.#client.send(command, { abortSignal: signal }),
      signal,
    );
  }

  /** Hides a message from now on for so many milliseconds; 0 gives it back. */
  async hide({ ReceiptHandle }: Message, milliseconds: number, signal: AbortSignal): Promise<void> {
    const command = new ChangeMessageVisibilityCommand({
      ...this.#at,
      ReceiptHandle,
      VisibilityTimeout: milliseconds / 1_000,
    });
    await this.#attempt('keep a message hidden', () => this.#client.send(command, { abortSignal: signal }), signal);
  }

  /** Proves that the queue is there and the credentials are good, without receiving anything. */
  async prove(signal: AbortSignal): Promise<void> {
    const attributes = new GetQueueAttributesCommand({ ...this.#at, AttributeNames: ['QueueArn'] });
    try {
      await this.#client.send(attributes, { abortSignal: signal });
    } catch (error) {
      signal.throwIfAborted();
      if (!failureOf(error).code.startsWith('AccessDenied')) throw explainFailure(error, 'look at the queue');
      await this.#proveByReceipt(signal);
    }
  }

  /** For keys that may do no more than take messages: a receipt that is none must be all that SQS finds wrong. */
  async #proveByReceipt(signal: AbortSignal): Promise<void> {
    const command = new ChangeMessageVisibilityCommand({ ...this.#at, ReceiptHandle: 'none', VisibilityTimeout: 0 });
    try {
      await this.#client.send(command, { abortSignal: signal });
    } catch (error) {
      signal.throwIfAborted();
      if (!noReceipt.has(failureOf(error).code)) throw explainFailure(error, 'look at the queue');
    }
  }

  #attempt<T>(what: string, send: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const once = async (): Promise<T> => {
      try {
        return await send();
      } catch (error) {
        signal.throwIfAborted();
        throw explainFailure(error, what);
      }
    };
    const shouldRetry = ({ error }: { readonly error: Error }): boolean => HatcheryError.is(error) && error.transient;
    const minTimeout = this.#config.retryWait;
    return pRetry(once, { retries: 4, minTimeout, randomize: true, signal, shouldRetry });
  }
}
