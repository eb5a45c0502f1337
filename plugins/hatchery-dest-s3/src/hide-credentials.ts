import type { S3Client } from '@aws-sdk/client-s3';
import { Secret } from '@hatchery/core';
import { failureOf } from './failure.ts';

/**
 * Makes hatchery hide the credentials that the SDK found by itself. What a store answers may hold them: it shows the request
 * that it could not verify, session token included.
 */
export async function hideCredentials(client: S3Client, error: unknown): Promise<void> {
  // Without an answer, nothing was said that could hold them; and asking for them again may be what failed.
  if (failureOf(error).status === undefined) return;
  try {
    const { secretAccessKey, sessionToken } = await client.config.credentials();
    for (const value of [secretAccessKey, sessionToken]) if (value !== undefined) void new Secret(value);
  } catch {
    // Then there are none that an answer could hold.
  }
}
