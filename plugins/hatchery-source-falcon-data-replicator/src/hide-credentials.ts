import type { SQSClient } from '@aws-sdk/client-sqs';
import { Secret } from '@hatchery/core';
import { explainFailure } from './explain-failure.ts';

/**
 * Makes hatchery hide the credentials that the SDK found by itself: what AWS answers may hold them.
 *
 * @throws HatcheryError `UNAUTHORIZED` if there are none
 */
export async function hideCredentials({ config }: SQSClient): Promise<void> {
  try {
    const { secretAccessKey, sessionToken } = await config.credentials();
    for (const value of [secretAccessKey, sessionToken]) if (value !== undefined) void new Secret(value);
  } catch (error) {
    throw explainFailure(error, 'sign requests to AWS');
  }
}
