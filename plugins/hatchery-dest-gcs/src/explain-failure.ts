import { HatcheryError } from '@hatchery/core';
import { type Failure, failureOf } from './failure.ts';

interface Explanation {
  readonly because: string;
  readonly hint?: string;
}

/**
 * An error of the SDK or of the network as one that says what was tried and why it did not work. Ours are given back as
 * they are. The original is not kept as the cause: it holds the request, with its credentials.
 *
 * @param attempt completes "Could not …"
 */
export function explainFailure(error: unknown, attempt: string, bucket: string): HatcheryError {
  if (HatcheryError.is(error)) return error;
  const failure = failureOf(error);
  const { because, hint } = explain(failure, bucket);
  return new HatcheryError('DESTINATION_FAILED', `Could not ${attempt}: ${because}.`, {
    hint,
    cause: causeOf(failure),
    context: { bucket, ...(failure.status === undefined ? {} : { status: failure.status }) },
    transient: failure.isTransient,
  });
}

function explain(failure: Failure, bucket: string): Explanation {
  return aboutCredentials(failure) ?? aboutRights(failure, bucket) ?? aboutService(failure, bucket);
}

function aboutCredentials({ status, reason, message }: Failure): Explanation | undefined {
  if (/could not load the default credentials/i.test(message)) {
    return {
      because: 'there are no credentials',
      hint: 'Run "gcloud auth application-default login", attach a service account to the machine, or set "keyFilename" or "credentials".',
    };
  }
  if (reason === 'RequestTimeTooSkewed' || /short-lived token|reasonable timeframe|iat and exp/i.test(message)) {
    return {
      because: "this machine's clock differs too much from Google's",
      hint: 'Set the clock, by NTP best; credentials are only good for a short time around now.',
    };
  }
  if (reason === 'invalid_grant' || reason === 'invalid_client') {
    return {
      because: `the credentials are refused (${message})`,
      hint: 'The key may have been deleted or its account disabled, or the login has expired. Make new credentials.',
    };
  }
  if (status === 401) {
    return {
      because: `the credentials are missing or not valid (${message})`,
      hint: 'Look at "keyFilename", "credentials" or the Application Default Credentials of this machine.',
    };
  }
  return undefined;
}

function aboutRights({ status, reason, message }: Failure, bucket: string): Explanation | undefined {
  if (reason === 'retentionPolicyNotMet') {
    return {
      because: `retention forbids it until later (${message})`,
      hint: 'Nothing is wrong: the bucket keeps its objects.',
    };
  }
  if (reason === 'objectUnderActiveHold') {
    return { because: `the object is under a hold (${message})`, hint: 'Release the hold if the object may go.' };
  }
  if (/\bKMS\b|cryptoKey/i.test(message)) {
    return {
      because: `the encryption key cannot be used (${message})`,
      hint: 'Give the Cloud Storage service agent of the project roles/cloudkms.cryptoKeyEncrypterDecrypter on the key, and look whether the key is enabled and in the location of the bucket.',
    };
  }
  if (reason === 'accountDisabled' || /billing account/i.test(message)) {
    return {
      because: `the project cannot be billed (${message})`,
      hint: 'Look at the billing of the project of the bucket.',
    };
  }
  if (reason === 'userProjectMissing' || /requester pays/i.test(message)) {
    return {
      because: 'the requester pays for this bucket',
      hint: 'Set "userProject" to the project that is to be billed.',
    };
  }
  if (status !== 403) return undefined;
  const permission = /\b[a-z]+\.[A-Za-z]+\.[A-Za-z]+(?= access|' denied)/.exec(message)?.[0];
  if (permission === undefined) return { because: message, hint: `Look at the permissions on the bucket ${bucket}.` };
  return {
    because: `the permission ${permission} is missing (${message})`,
    hint: `Give the account a role with ${permission} on the bucket ${bucket}; the README of hatchery-dest-gcs lists what is needed.`,
  };
}

function aboutService({ status, reason, code, message }: Failure, bucket: string): Explanation {
  if (status === 404 && /bucket/i.test(message)) {
    return {
      because: `there is no bucket ${bucket}`,
      hint: 'Look for a misspelling in "bucket"; hatchery makes no buckets.',
    };
  }
  if (status === 429) return { because: `the service asks for fewer requests (${message})` };
  if (status !== undefined) return { because: `${reason ?? 'status'} ${status}: ${message}` };
  if (code === 'ENOTFOUND') {
    return { because: message, hint: 'Look at "apiEndpoint", and whether this machine can resolve names.' };
  }
  return { because: message };
}

function causeOf({ message, status, reason, code }: Failure): Error {
  return Object.assign(new Error(message), { code: reason ?? code ?? status });
}
