import { duration, secret, z } from '@hatchery/core';

/** A SID of one kind: two letters and 32 hexadecimal digits. */
function sid(prefix: string): z.ZodString {
  return z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `expected ${prefix} and 32 hexadecimal digits`);
}

export const options = z
  .strictObject({
    accountSid: sid('AC')
      .optional()
      .describe(
        'SID of the account (`AC…`). Needed with `authToken`; with an API key, streams with one `accountSid` wait together when Twilio says 429.',
      ),
    authToken: secret().optional().describe('Auth token of the account.'),
    apiKeySid: sid('SK').optional().describe('SID of an API key (`SK…`), in place of the auth token.'),
    apiKeySecret: secret().optional().describe('Secret of the API key.'),
    pageSize: z.int().min(1).max(1000).default(1000).describe('Events per page.'),
    actorSid: z.string().min(1).optional().describe('Only what this actor did: a user (`US…`), a key or an account.'),
    eventType: z.string().min(1).optional().describe('Only events of this type, such as `account.updated`.'),
    resourceSid: z.string().min(1).optional().describe('Only what was done to the resource with this SID.'),
    sourceIpAddress: z.union([z.ipv4(), z.ipv6()]).optional().describe('Only what came from this IP address.'),
    retention: duration()
      .prefault('397d')
      .describe(
        'How long Twilio keeps the events: 13 months with an edition (Administration, Security, Enterprise), `30d` without. A run that would have to go on from before that warns, and records the gap.',
      ),
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .default('https://monitor.twilio.com/v1')
      .describe('Where the API is; to be changed for a region or a test.'),
  })
  .superRefine((given, context) => {
    const problem = credentialProblem(given);
    if (problem !== undefined) context.addIssue({ code: 'custom', ...problem });
  })
  .meta({
    examples: [{ accountSid: `AC${'0123456789abcdef'.repeat(2)}`, authToken: '${env:TWILIO_AUTH_TOKEN}' }],
  });

export type TwilioOptions = z.output<typeof options>;

type Credentials = Partial<Record<'accountSid' | 'authToken' | 'apiKeySid' | 'apiKeySecret', unknown>>;

/** What keeps the credentials from being one pair, and which option to look at. */
function credentialProblem(given: Credentials): { readonly path: string[]; readonly message: string } | undefined {
  const { accountSid, authToken, apiKeySid, apiKeySecret } = given;
  if (apiKeySid !== undefined || apiKeySecret !== undefined) {
    if (authToken !== undefined) {
      return { path: ['authToken'], message: 'give either authToken, or apiKeySid and apiKeySecret' };
    }
    if (apiKeySid === undefined) return { path: ['apiKeySid'], message: 'needed with apiKeySecret' };
    if (apiKeySecret === undefined) return { path: ['apiKeySecret'], message: 'needed with apiKeySid' };
    return undefined;
  }
  if (authToken === undefined) {
    return { path: ['authToken'], message: 'give accountSid and authToken, or apiKeySid and apiKeySecret' };
  }
  return accountSid === undefined ? { path: ['accountSid'], message: 'needed with authToken' } : undefined;
}
