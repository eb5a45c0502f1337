import { secret, z } from '@hatchery/core';

export const options = z.strictObject({
  token: secret().describe('API token that may read the audit log.'),
  limit: z.int().min(1).max(1000).default(100).describe('Entries per page, 1 to 1000.'),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://api.acme-cloud.example/v1')
    .transform((url) => url.replace(/\/+$/, ''))
    .describe('Where the API is; to be changed for a proxy or a test.'),
});

export type Options = z.output<typeof options>;
