import { createHash } from 'node:crypto';
import type { ApiRequest } from '../server/api-request.ts';
import type { Reply } from '../server/reply.ts';
import { type AwsSigner, verifySignature } from './aws-signature.ts';
import { S3Failure } from './s3-failure.ts';
import { sqsRefusal } from './sqs-refusal.ts';

type Fauxqs = Awaited<ReturnType<(typeof import('fauxqs'))['buildApp']>>;

/** How many messages a queue has: those it would give, and those that somebody has received and not deleted. */
export interface QueueSize {
  readonly visible: number;
  readonly received: number;
}

/**
 * What SQS calls a request: `ReceiveMessage`, `DeleteMessage`; `undefined` for one to another service.
 *
 * @example
 * server.inject(awsFaults.lostAnswer(), { when: (request) => sqsOperation(request) === 'DeleteMessage' });
 */
export function sqsOperation({ headers }: ApiRequest): string | undefined {
  return /^AmazonSQS\.(\w+)$/.exec(String(headers['x-amz-target'] ?? ''))?.[1];
}

/** Queues, kept by fauxqs, which is loaded with the first request for one. Whose requests they are is verified here. */
export class SqsQueues {
  readonly #signer: AwsSigner;
  /** By queue, what its messages were received with. */
  readonly #receipts = new Map<string, Set<string>>();
  #app: Promise<Fauxqs> | undefined;
  #showing: Promise<unknown> = Promise.resolve();

  constructor(signer: AwsSigner) {
    this.#signer = signer;
  }

  async answer(request: ApiRequest, body: Buffer, rawPath: string, now: number): Promise<Reply> {
    try {
      verifySignature(request, rawPath, this.#signer, now, createHash('sha256').update(body).digest('hex'));
    } catch (error) {
      if (error instanceof S3Failure) return sqsRefusal(error);
      throw error;
    }
    await this.#showing;
    const reply = await this.#inject(request.headers, body);
    if (sqsOperation(request) === 'ReceiveMessage' && reply.status === 200) this.#note(body, reply);
    return reply;
  }

  /** @returns the number of the account and the name, as they end a queue's URL */
  async create(name: string, attributes: Readonly<Record<string, string>>): Promise<string> {
    const { QueueUrl } = await this.#ask<{ QueueUrl: string }>('CreateQueue', {
      QueueName: name,
      Attributes: attributes,
    });
    return new URL(QueueUrl).pathname;
  }

  async send(name: string, body: string): Promise<void> {
    await this.#ask('SendMessage', { QueueUrl: urlOf(name), MessageBody: body });
  }

  async size(name: string): Promise<QueueSize> {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes } = await this.#ask<{ Attributes: Record<(typeof names)[number], string> }>(
      'GetQueueAttributes',
      { QueueUrl: urlOf(name), AttributeNames: names },
    );
    const [visible, received] = names.map((key) => Number(Attributes[key]));
    return { visible: visible ?? 0, received: received ?? 0 };
  }

  /** Requests that come meanwhile wait until it is done. */
  show(name: string): Promise<void> {
    const receipts = [...(this.#receipts.get(name) ?? [])];
    this.#receipts.delete(name);
    const showing = Promise.all(
      receipts.map((ReceiptHandle) =>
        // Of those that were deleted, or received again since, nothing is known any more.
        this.#ask('ChangeMessageVisibility', { QueueUrl: urlOf(name), ReceiptHandle, VisibilityTimeout: 0 }).catch(
          () => undefined,
        ),
      ),
    );
    this.#showing = showing;
    return showing.then(() => undefined);
  }

  async close(): Promise<void> {
    await (await this.#app)?.close();
  }

  #note(body: Buffer, reply: Reply): void {
    const { QueueUrl } = JSON.parse(body.toString()) as { QueueUrl: string };
    const { Messages = [] } = JSON.parse(String(reply.body)) as { Messages?: { ReceiptHandle: string }[] };
    const name = QueueUrl.replace(/.*\//, '');
    const known = this.#receipts.get(name) ?? new Set();
    this.#receipts.set(name, known);
    for (const { ReceiptHandle } of Messages) known.add(ReceiptHandle);
  }

  async #ask<Answer>(operation: string, input: object): Promise<Answer> {
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` };
    const { status, body } = await this.#inject(headers, Buffer.from(JSON.stringify(input)));
    if (status === 200) return JSON.parse(String(body)) as Answer;
    throw new Error(`${operation} was answered ${status}: ${String(body)}`);
  }

  async #inject(headers: ApiRequest['headers'], body: Buffer): Promise<Reply> {
    this.#app ??= startFauxqs(this.#signer.region);
    const app = await this.#app;
    const answer = await app.inject({ method: 'POST', url: '/', headers, payload: body });
    const kept: Record<string, string> = {};
    for (const [name, value] of Object.entries(answer.headers)) {
      if (value !== undefined && name !== 'connection') kept[name] = String(value);
    }
    return { status: answer.statusCode, headers: kept, body: answer.rawPayload };
  }
}

/** For fauxqs, the name alone tells queues apart. */
function urlOf(name: string): string {
  return `http://local/000000000000/${name}`;
}

async function startFauxqs(region: string): Promise<Fauxqs> {
  const { buildApp } = await import('fauxqs');
  return buildApp({ logger: false, defaultRegion: region });
}
