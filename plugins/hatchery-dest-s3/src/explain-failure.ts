import { HatcheryError, redact } from '@hatchery/core';
import { type Failure, failureOf } from './failure.ts';

interface Explanation {
  readonly because: string;
  readonly hint?: string;
}

const noCredentials: Explanation = {
  because: 'no AWS credentials were found',
  hint: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, the option "profile", or accessKeyId and secretAccessKey; or run where a role gives them.',
};
const badCredentials: Explanation = {
  because: 'the store does not know the access key, or its secret is another one',
  hint: 'Check the credentials, and that they belong to this store.',
};
const expired: Explanation = {
  because: 'the credentials have expired',
  hint: 'Get new ones; for long runs use a role, whose credentials the SDK renews.',
};
const noBucket: Explanation = {
  because: 'there is no such bucket',
  hint: 'Check the options "bucket" and "endpoint". Hatchery makes no buckets.',
};
const forbidden: Explanation = {
  because: 'the credentials have no permission for it',
  hint: 'They need s3:PutObject, s3:GetObject, s3:AbortMultipartUpload and, unless "appendOnly" is set, s3:DeleteObject on the objects, s3:ListBucket on the bucket, and the rights to its KMS key if it has one.',
};
const skewed: Explanation = {
  because: "this machine's clock is more than 15 minutes wrong",
  hint: 'Set the clock, for example with NTP.',
};
const overloaded: Explanation = { because: 'the store asks to slow down' };
const lostUpload: Explanation = { because: 'the store no longer knows the upload' };
const changedOnTheWay: Explanation = { because: 'other bytes came to the store than were sent' };
const noLock: Explanation = {
  because: 'the bucket has no object lock',
  hint: 'Turn object lock on for the bucket, or leave out the option "objectLock".',
};
const unreachable: Explanation = {
  because: 'the store cannot be found',
  hint: 'Check the options "region" and "endpoint", and the network.',
};
const noRegion: Explanation = {
  because: 'no region is known',
  hint: 'Give the option "region", or set AWS_REGION.',
};

const byCode: Record<string, Explanation> = {
  CredentialsProviderError: noCredentials,
  TokenProviderError: noCredentials,
  InvalidAccessKeyId: badCredentials,
  SignatureDoesNotMatch: badCredentials,
  InvalidToken: badCredentials,
  ExpiredToken: expired,
  TokenRefreshRequired: expired,
  NoSuchBucket: noBucket,
  AccessDenied: forbidden,
  Forbidden: forbidden,
  AllAccessDisabled: forbidden,
  RequestTimeTooSkewed: skewed,
  SlowDown: overloaded,
  NoSuchUpload: lostUpload,
  BadDigest: changedOnTheWay,
  XAmzContentSHA256Mismatch: changedOnTheWay,
  ENOTFOUND: unreachable,
};

const transientCodes = new Set([
  'BadDigest',
  'ConditionalRequestConflict',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'IncompleteBody',
  'InternalError',
  'NoSuchUpload',
  'OperationAborted',
  'PreconditionFailed',
  'RequestTimeout',
  'ServiceUnavailable',
  'SlowDown',
  'ThrottlingException',
  'TimeoutError',
  'XAmzContentSHA256Mismatch',
]);

/** Turns what the SDK throws into an error that says what is wrong, and what to do about it. */
export function explainFailure(error: unknown, attempt: string): HatcheryError {
  if (HatcheryError.is(error)) return error;
  const failure = failureOf(error);
  const { because, hint } = explanation(failure);
  return new HatcheryError('DESTINATION_FAILED', `Could not ${attempt}: ${because}.`, {
    hint,
    cause: error,
    transient: isTransient(failure),
    context: { s3Code: failure.code, ...(failure.status === undefined ? {} : { status: failure.status }) },
  });
}

function explanation(failure: Failure): Explanation {
  const { code, status, message, region } = failure;
  const isElsewhere = status === 301 || status === 307 || code === 'AuthorizationHeaderMalformed';
  if (isElsewhere || (region !== undefined && status === 400)) return elsewhere(region);
  if (message.includes('Object Lock Configuration')) return noLock;
  if (message === 'Region is missing') return noRegion;
  const known = byCode[code] ?? (status === 403 ? forbidden : undefined);
  if (known !== undefined) return known;
  const said = redact(message).replace(/\.$/, '');
  return {
    because: said === '' || said === 'UnknownError' ? `the store answered ${status ?? code}` : `${code}: ${said}`,
  };
}

function elsewhere(region: string | undefined): Explanation {
  return {
    because: region === undefined ? 'the bucket is in another region' : `the bucket is in the region ${region}`,
    hint:
      region === undefined ? 'Set the option "region" to the bucket\'s.' : `Set the option "region" to "${region}".`,
  };
}

function isTransient({ code, status }: Failure): boolean {
  return (
    transientCodes.has(code) ||
    status === 408 ||
    status === 429 ||
    (status !== undefined && status >= 500 && status !== 501)
  );
}
