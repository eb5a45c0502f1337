import type { ApiRequest } from '../server/api-request.ts';
import type { ApiServer } from '../server/api-server.ts';
import { type Clock, systemClock } from '../server/clock.ts';
import type { Reply } from '../server/reply.ts';
import { startExchangeServer } from './aws-exchange-server.ts';
import { verifySignature } from './aws-signature.ts';
import { S3Bucket } from './s3-bucket.ts';
import { S3Failure } from './s3-failure.ts';
import { handleS3 } from './s3-handle.ts';
import { s3Operation, s3Target } from './s3-request.ts';
import { type QueueSize, SqsQueues, sqsOperation } from './sqs-queues.ts';

export interface AwsServerOptions {
  /** @default one named `example-logs` */
  readonly buckets?: readonly { readonly name: string; readonly objectLock?: boolean }[];
  /** @default `eu-central-1` */
  readonly region?: string;
  /** @default `AKIALOCALACCESSKEY00` */
  readonly accessKeyId?: string;
  /** @default `local-secret-access-key` */
  readonly secretAccessKey?: string;
  /** @default the machine's clock */
  readonly clock?: Clock;
}

export interface AwsServer extends ApiServer {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** A bucket, to look into it. @throws Error if there is none of this name */
  bucket(name: string): S3Bucket;
  /**
   * Makes a queue, or finds the one of this name with these attributes.
   *
   * @returns its URL, on this server
   */
  createQueue(name: string, attributes?: Readonly<Record<string, string>>): Promise<string>;
  /** Puts a message into a queue. */
  sendMessage(queue: string, body: string): Promise<void>;
  queueSize(name: string): Promise<QueueSize>;
  /** Gives all messages of a queue again that were received and not deleted, as if their time had passed. */
  showMessages(queue: string): Promise<void>;
  /** Makes the server read no more of any body until the function it gives is called. */
  stall(): () => void;
}

/**
 * A local server of S3, and of SQS where the package `fauxqs` is installed. Both verify signatures. Its S3 is strict where it counts:
 * `If-None-Match: *` with 412 and 409, checksums of parts and of whole objects, sizes of parts, metadata and keys, object
 * lock, listings in the order of UTF-8 bytes. Faults come before the body is read; see {@link awsFaults}.
 *
 * @example
 * await using server = await awsServer();
 * const client = new S3Client({ endpoint: server.url, region: server.region, forcePathStyle: true, credentials: server });
 */
export async function awsServer(options: AwsServerOptions = {}): Promise<AwsServer> {
  const { region = 'eu-central-1', accessKeyId = 'AKIALOCALACCESSKEY00', clock = systemClock } = options;
  const { secretAccessKey = 'local-secret-access-key', buckets: wanted = [{ name: 'example-logs' }] } = options;
  const signer = { region, accessKeyId, secretAccessKey };
  const buckets = new Map(wanted.map(({ name, objectLock = false }) => [name, new S3Bucket(name, objectLock)]));
  const queues = new SqsQueues(signer);

  async function answerS3(request: ApiRequest, body: Buffer, rawPath: string): Promise<Reply> {
    try {
      verifySignature(request, rawPath, signer, clock.now());
      const operation = s3Operation(request) ?? `${request.method} ${request.path}`;
      const { query, headers } = request;
      return await handleS3(buckets, { ...s3Target(request.path), operation, query, headers, body }, clock.now());
    } catch (error) {
      if (error instanceof S3Failure) return error.reply();
      throw error;
    }
  }

  const server = await startExchangeServer(
    (request, body, rawPath) =>
      sqsOperation(request) === undefined
        ? answerS3(request, body, rawPath)
        : queues.answer(request, body, rawPath, clock.now()),
    clock,
  );

  async function close(): Promise<void> {
    await queues.close();
    await server.close();
  }

  return {
    ...signer,
    url: server.url,
    log: server.log,
    inject: (fault, rule) => server.plan.inject(fault, rule),
    heal: () => server.plan.clear(),
    stall: () => server.stall(),
    createQueue: async (name, attributes = {}) => server.url + (await queues.create(name, attributes)),
    sendMessage: (queue, body) => queues.send(queue, body),
    queueSize: (name) => queues.size(name),
    showMessages: (queue) => queues.show(queue),
    bucket(name) {
      const bucket = buckets.get(name);
      if (bucket === undefined) throw new Error(`There is no bucket ${name}.`);
      return bucket;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
