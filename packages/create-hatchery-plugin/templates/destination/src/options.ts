import { secret, z } from '@hatchery/core';

export const options = z.strictObject({
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'expected 3 to 63 lower-case letters, digits and hyphens')
    .describe('The bucket to keep objects in. It must exist.'),
  token: secret().describe(
    'API token that may create, read and list objects of the bucket, and delete them if you let it.',
  ),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://storage.acme-cloud.example/v1')
    .transform((url) => url.replace(/\/+$/, ''))
    .describe('Where the API is; to be changed for a proxy or a test.'),
});

export type Options = z.output<typeof options>;
