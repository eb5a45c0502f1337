import { type ErrorCode, HatcheryError, redact } from '@hatchery/core';
import { type Failure, failureOf } from './failure.ts';
import { statusError } from './status-error.ts';

interface Explanation {
  readonly code: ErrorCode;
  readonly because: string;
  readonly hint?: string;
}

const noCredentials: Explanation = {
  code: 'UNAUTHORIZED',
  because: 'no AWS credentials were found',
  hint: 'Give accessKeyId and secretAccessKey as the Falcon console shows them, the option "profile", or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
};
const badCredentials: Explanation = {
  code: 'UNAUTHORIZED',
  because: 'AWS does not know the access key, or its secret is another one',
  hint: 'Check them against the Falcon console; a reset there makes the old ones useless. Check the region, too.',
};
const expired: Explanation = {
  code: 'UNAUTHORIZED',
  because: 'the credentials have expired',
  hint: 'Get new ones; for long runs use a role, whose credentials the SDK renews.',
};
const forbidden: Explanation = {
  code: 'UNAUTHORIZED',
  because: 'the credentials have no permission for it',
  hint: 'They need sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility on the queue, s3:GetObject on the bucket, and the rights to their KMS keys if they have any. Of a file that is gone S3 says the same to those who may not list the bucket.',
};
const noQueue: Explanation = {
  code: 'SOURCE_FAILED',
  because: 'there is no such queue',
  hint: 'Check the option "queueUrl": its account, its name and its region.',
};
const noBucket: Explanation = {
  code: 'SOURCE_FAILED',
  because: 'there is no such bucket',
  hint: 'The message names it. Check the options "region" and "s3Endpoint".',
};
const noFile: Explanation = {
  code: 'SOURCE_FAILED',
  because: 'there is no such file',
  hint: 'CrowdStrike keeps files for 7 days. Its message stays in the queue, until it ends up in the dead-letter queue or is deleted by hand.',
};
const skewed: Explanation = {
  code: 'SOURCE_FAILED',
  because: "this machine's clock is wrong",
  hint: 'Set the clock, for example with NTP.',
};
const overloaded: Explanation = { code: 'RATE_LIMITED', because: 'AWS asks to slow down' };
const unreachable: Explanation = {
  code: 'NETWORK',
  because: 'its host cannot be found',
  hint: 'Check the options "queueUrl", "region", "sqsEndpoint" and "s3Endpoint", and the network.',
};
const noRegion: Explanation = {
  code: 'SOURCE_FAILED',
  because: 'no region is known',
  hint: 'The queue\'s URL does not tell it. Give the option "region", or set AWS_REGION.',
};
const silent: Explanation = { code: 'TIMEOUT', because: 'no answer came in time' };

const byCode: Record<string, Explanation> = {
  CredentialsProviderError: noCredentials,
  TokenProviderError: noCredentials,
  MissingAuthenticationToken: noCredentials,
  InvalidAccessKeyId: badCredentials,
  InvalidClientTokenId: badCredentials,
  UnrecognizedClientException: badCredentials,
  InvalidSecurity: badCredentials,
  SignatureDoesNotMatch: badCredentials,
  InvalidSignatureException: badCredentials,
  InvalidToken: badCredentials,
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  AccessDenied: forbidden,
  AccessDeniedException: forbidden,
  AllAccessDisabled: forbidden,
  KmsAccessDenied: forbidden,
  QueueDoesNotExist: noQueue,
  'AWS.SimpleQueueService.NonExistentQueue': noQueue,
  NoSuchBucket: noBucket,
  NoSuchKey: noFile,
  RequestTimeTooSkewed: skewed,
  RequestExpired: skewed,
  SlowDown: overloaded,
  RequestThrottled: overloaded,
  ThrottlingException: overloaded,
  Throttling: overloaded,
  OverLimit: overloaded,
  KmsThrottled: overloaded,
  ENOTFOUND: unreachable,
  TimeoutError: silent,
  ETIMEDOUT: silent,
};

const transientCodes = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'InternalError',
  'RequestTimeout',
  'ServiceUnavailable',
]);

/** Turns what the SDK throws into an error that says what is wrong, and what to do about it. */
export function explainFailure(error: unknown, attempt: string): HatcheryError {
  if (HatcheryError.is(error)) return error;
  const failure = failureOf(error);
  const { code, because, hint } = explanation(failure);
  return new HatcheryError(code, `Could not ${attempt}: ${because}.`, {
    hint,
    cause: error,
    transient: isTransient(failure, code),
    context: { awsCode: failure.code, ...(failure.status === undefined ? {} : { status: failure.status }) },
  });
}

function explanation(failure: Failure): Explanation {
  const { code, status, message, region } = failure;
  if (status === 301 || status === 307 || code === 'AuthorizationHeaderMalformed') return elsewhere(region);
  if (message === 'Region is missing') return noRegion;
  // SQS has no code of its own for a wrong clock.
  if (/^Signature (expired|not yet current)/.test(message)) return skewed;
  const known = byCode[code] ?? (status === 403 ? forbidden : undefined);
  if (known !== undefined) return known;
  const said = redact(message).replace(/\.$/, '');
  return {
    code: status === undefined ? 'NETWORK' : (statusError('AWS', status).code as ErrorCode),
    because: said === '' || said === 'UnknownError' ? `AWS answered ${status ?? code}` : `${code}: ${said}`,
  };
}

function elsewhere(region: string | undefined): Explanation {
  return {
    code: 'SOURCE_FAILED',
    because: region === undefined ? 'it is in another region' : `it is in the region ${region}`,
    hint: `Set the option "region"${region === undefined ? '' : ` to "${region}"`}.`,
  };
}

function isTransient({ code, status, isClockSet }: Failure, explained: string): boolean {
  if (isClockSet || explained === 'RATE_LIMITED' || explained === 'TIMEOUT' || transientCodes.has(code)) return true;
  return status !== undefined && statusError('AWS', status).transient;
}
