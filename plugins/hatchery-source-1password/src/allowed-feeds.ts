import { HatcheryError, type HttpClient, itemsAt } from '@hatchery/core';
import { type Feed, feeds } from './feeds.ts';
import { baseUrlOf, type OnePasswordOptions } from './options.ts';
import { withHint } from './with-hint.ts';

/**
 * The feeds that the token may read, as the service itself says.
 *
 * @throws HatcheryError `UNAUTHORIZED` if the token is refused, or may read nothing
 */
export async function allowedFeeds(http: HttpClient, config: OnePasswordOptions): Promise<readonly Feed[]> {
  const url = `${baseUrlOf(config)}/api/v2/auth/introspect`;
  const response = await http({ url, auth: { bearer: config.token } }).catch(withHint);
  const features = itemsAt(await response.json(), 'features', { optional: true });
  const allowed = feeds.filter((feed) => features.includes(feed));
  if (allowed.length > 0) return allowed;
  throw new HatcheryError('UNAUTHORIZED', 'The 1Password token may read no events.', {
    hint: 'Issue a token with the features that are wanted: audit events, item usages, sign-in attempts.',
  });
}

/**
 * @throws HatcheryError `UNAUTHORIZED` if the token may not read a feed that the config names
 */
export async function checkFeeds(http: HttpClient, config: OnePasswordOptions): Promise<void> {
  const allowed = await allowedFeeds(http, config);
  const missing = (config.feeds ?? []).filter((feed) => !allowed.includes(feed));
  if (missing.length === 0) return;
  throw new HatcheryError('UNAUTHORIZED', `The 1Password token may not read ${missing.join(' and ')}.`, {
    hint: `It may read ${allowed.join(', ')}. Issue one with more features, or leave these feeds out.`,
  });
}
