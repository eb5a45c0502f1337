import type { SQSClient } from '@aws-sdk/client-sqs';
import { Secret } from '@hatchery/core';

/**
 * Makes hatchery hide the credentials that the SDK found by itself: what AWS answers may hold them.
 *
 * @throws what the SDK throws if it finds none
 */
export async function hideCredentials({ config }: SQSClient): Promise<void> {
  const { secretAccessKey, sessionToken } = await config.credentials();
  for (const value of [secretAccessKey, sessionToken]) if (value !== undefined) void new Secret(value);
}
