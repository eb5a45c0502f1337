import { duration, secret, z } from '@hatchery/core';

/** Slack's own limit on the actions of one query. */
const mostActions = 30;

export const options = z.strictObject({
  token: secret().describe('User token (`xoxp-…`) of an organization owner, with the scope `auditlogs:read`.'),
  limit: z
    .int()
    .min(1)
    .max(9999)
    .default(1000)
    .describe('Entries per page. Slack may give a few more, as it does not part entries of one moment.'),
  maxPages: z
    .int()
    .min(0)
    .default(0)
    .describe(
      'The most pages that one run may take; 0 for no limit. A run that needs more fails with PAGE_LIMIT, keeps what it has, and the next one goes on there.',
    ),
  duration: duration()
    .prefault('10m')
    .describe(
      'How much of the log the first run collects. Later runs go on where the one before ended. `lookback` of the stream overrides it.',
    ),
  action: z
    .array(
      z
        .string()
        .min(1)
        .regex(/^[^,]+$/, 'one action each, without commas'),
    )
    .min(1)
    .max(mostActions)
    .optional()
    .describe('Only these actions, such as `user_login`; at most 30.'),
  actor: z.string().min(1).optional().describe('Only what this user did, by user id (`W…` or `U…`).'),
  entity: z.string().min(1).optional().describe('Only what was done to this: the id of a user, file, channel, app, …'),
  organization: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Any name for the organization. Slack counts requests per organization: streams with one name here wait together.',
    ),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://api.slack.com/audit/v1')
    .describe('Where the API is; to be changed for a proxy or a test.'),
});

export type SlackOptions = z.output<typeof options>;
