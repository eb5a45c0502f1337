import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { Logger } from '@hatchery/core';
import type { Options } from './options.ts';

/** Time-outs in milliseconds: for a connection, and for silence on one. */
const connectionTimeout = 10_000;
const socketTimeout = 60_000;
const maxAttempts = 5;

/** The SDK's client, with time-outs, and with its own checksums only where the store has to check them. */
export function createClient(config: Options, log: Logger): S3Client {
  const agent = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY };
  const checksums = config.checksum === 'crc32' ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED';
  return new S3Client({
    ...(config.region === undefined ? {} : { region: config.region }),
    ...(config.endpoint === undefined ? {} : { endpoint: config.endpoint }),
    ...(config.profile === undefined ? {} : { profile: config.profile }),
    ...credentials(config),
    forcePathStyle: config.forcePathStyle,
    maxAttempts,
    retryMode: 'standard',
    requestChecksumCalculation: checksums,
    responseChecksumValidation: checksums,
    // With it, each part would have a connection of its own.
    expectContinueHeader: false,
    requestHandler: { connectionTimeout, socketTimeout, httpAgent: agent, httpsAgent: agent },
    logger: silentBut(log),
  });
}

function credentials({ accessKeyId, secretAccessKey, sessionToken }: Options): Pick<S3ClientConfig, 'credentials'> {
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
function silentBut(log: Logger): NonNullable<S3ClientConfig['logger']> {
  const tell = (...content: unknown[]): void => log.debug(`AWS SDK: ${content.map(String).join(' ')}`);
  const nothing = (): void => {};
  return { trace: nothing, debug: nothing, info: nothing, warn: tell, error: nothing };
}
