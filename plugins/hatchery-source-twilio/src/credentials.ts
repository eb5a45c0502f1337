import type { HttpAuth } from '@hatchery/core';
import type { TwilioOptions } from './options.ts';

/** HTTP Basic: an API key with its secret, or the account with its token. The options hold one whole pair. */
export function credentials({ accountSid, authToken, apiKeySid, apiKeySecret }: TwilioOptions): HttpAuth {
  return { basic: { username: apiKeySid ?? accountSid ?? '', password: apiKeySecret ?? authToken ?? '' } };
}
