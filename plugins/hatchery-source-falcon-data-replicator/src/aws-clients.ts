import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Logger } from '@hatchery/core';
import { guardAnswers, isS3Error, isSqsAnswer } from './guard-answers.ts';
import { type Options, regionOf } from './options.ts';

const connectionTimeout = 10_000;

/** Both services that a feed is made of, with one set of credentials. */
export interface AwsClients {
  readonly sqs: SQSClient;
  readonly s3: S3Client;
}

/**
 * The SDK's clients. They try nothing again: the engine does that for files, and `Queue` for messages, both of which know what
 * a failure means.
 */
export function createClients(config: Options, log: Logger): AwsClients {
  const { idleTimeout, queueUrl } = config;
  const region = regionOf(config);
  const agent = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY };
  // Until the head of an answer is there; from then on, whoever reads the body watches over it. (The time-out of the socket would
  // also end a body that a slow destination makes wait.)
  const handler = (requestTimeout: number) => ({
    connectionTimeout,
    requestTimeout,
    throwOnRequestTimeout: true,
    socketTimeout: 0,
    httpAgent: agent,
    httpsAgent: agent,
  });
  const common = {
    ...(region === undefined ? {} : { region }),
    ...(config.profile === undefined ? {} : { profile: config.profile }),
    ...credentials(config),
    maxAttempts: 1,
    logger: quiet(log),
  };
  const sqs = new SQSClient({
    ...common,
    endpoint: config.sqsEndpoint ?? new URL(queueUrl).origin,
    requestHandler: handler(idleTimeout + config.wait),
  });
  const s3 = new S3Client({
    ...common,
    ...(config.s3Endpoint === undefined ? {} : { endpoint: config.s3Endpoint }),
    forcePathStyle: config.forcePathStyle,
    // The message has a checksum of its own, of the bytes as they are stored.
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: handler(idleTimeout),
  });
  sqs.middlewareStack.add(guardAnswers(isSqsAnswer, idleTimeout), { step: 'deserialize', priority: 'low' });
  s3.middlewareStack.add(guardAnswers(isS3Error, idleTimeout), { step: 'deserialize', priority: 'low' });
  return { sqs, s3 };
}

function credentials({ accessKeyId, secretAccessKey, sessionToken }: Options): object {
  if (accessKeyId === undefined || secretAccessKey === undefined) return {};
  return {
    credentials: {
      accessKeyId,
      secretAccessKey: secretAccessKey.reveal(),
      ...(sessionToken === undefined ? {} : { sessionToken: sessionToken.reveal() }),
    },
  };
}

/** The SDK logs every request with all its parameters; only its warnings are of interest. */
function quiet(log: Logger) {
  const tell = (...content: unknown[]): void => log.debug(`AWS SDK: ${content.map(String).join(' ')}`);
  const nothing = (): void => {};
  return { trace: nothing, debug: nothing, info: nothing, warn: tell, error: nothing };
}
