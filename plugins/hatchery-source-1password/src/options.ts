import { secret, z } from '@hatchery/core';
import { feeds } from './feeds.ts';

/** The API's host in each region. */
const hosts = {
  us: 'events.1password.com',
  ca: 'events.1password.ca',
  eu: 'events.1password.eu',
  enterprise: 'events.ent.1password.com',
} as const;

const regions = Object.keys(hosts) as (keyof typeof hosts)[];

export const options = z
  .strictObject({
    token: secret().describe('Bearer token of an Events Reporting integration.'),
    feeds: z
      .array(z.enum(feeds))
      .min(1)
      .refine((list) => new Set(list).size === list.length, 'name each feed once')
      .optional()
      .describe(
        'What to collect: `auditevents`, `itemusages`, `signinattempts`. If left out, all that the token may read; a feed that was collected before and is no longer allowed is an error.',
      ),
    apiVersion: z
      .enum(['v1', 'v2'])
      .default('v2')
      .describe('Version of the API. `v2` adds to each record which account and what kind of actor it is about.'),
    region: z
      .enum(regions)
      .optional()
      .describe('Where the 1Password account lives: `us` if left out, `ca`, `eu` or `enterprise`.'),
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Where the API is, in place of `region`; for a proxy or a test.'),
    limit: z
      .int()
      .min(1)
      .max(1000)
      .default(100)
      .describe('Records per page. Takes effect where a feed is begun: its cursor remembers it.'),
    maxPages: z
      .int()
      .min(0)
      .default(0)
      .describe(
        'The most pages of one feed that one run may take; 0 for no limit. A run that needs more fails with PAGE_LIMIT, keeps what it has, and the next one goes on there.',
      ),
  })
  .refine(({ region, baseUrl }) => region === undefined || baseUrl === undefined, {
    message: 'give either region or baseUrl',
    path: ['baseUrl'],
  });

export type OnePasswordOptions = z.output<typeof options>;

/** The start of every URL, without a slash at the end. */
export function baseUrlOf({ baseUrl, region }: OnePasswordOptions): string {
  return (baseUrl ?? `https://${hosts[region ?? 'us']}`).replace(/\/+$/, '');
}
