/** The three kinds of events, as 1Password names them in paths and features. */
export type OnePasswordFeed = 'auditevents' | 'itemusages' | 'signinattempts';

export const onePasswordFeeds: readonly OnePasswordFeed[] = ['auditevents', 'itemusages', 'signinattempts'];

/** One event. The fields beside these differ by feed and by version of the API. */
export interface OnePasswordItem {
  readonly uuid: string;
  /** RFC 3339, with up to nine digits of a second. */
  readonly timestamp: string;
  readonly [field: string]: unknown;
}

/**
 * Item number `n` of a made-up feed: the same for the same arguments.
 *
 * @param nanoseconds digits after the milliseconds, so that two items can differ by less than a `Date` can tell
 */
export function onePasswordItem(feed: OnePasswordFeed, n: number, date: Date, nanoseconds = '000000'): OnePasswordItem {
  const timestamp = fraction(date, nanoseconds);
  const uuid = `${feed.slice(0, 4).toUpperCase()}${String(n).padStart(22, '0')}`;
  const client = { app_name: '1Password Browser', platform_name: 'Chrome', ip_address: `198.51.100.${n % 255}` };
  const user = { uuid: `USER${n % 9}`, name: `Ünal ${n} 🔑`, email: `bird${n % 9}@example.com`, type: 'user' };
  if (feed === 'itemusages') {
    return {
      uuid,
      timestamp,
      account_uuid: 'ACCT1',
      vault_uuid: `V${n % 3}`,
      item_uuid: `I${n}`,
      action: 'reveal',
      used_version: 0,
      user,
      client,
    };
  }
  if (feed === 'signinattempts') {
    const details = n % 2 === 0 ? null : { value: 'Chrome' };
    return {
      uuid,
      timestamp,
      account_uuid: 'ACCT1',
      session_uuid: `S${n}`,
      category: 'success',
      type: 'credentials_ok',
      country: 'JP',
      details,
      target_user: user,
      client,
    };
  }
  return {
    uuid,
    timestamp,
    account_uuid: 'ACCT1',
    actor_account_uuid: 'ACCT1',
    actor_type: 'user',
    actor_uuid: user.uuid,
    action: 'join',
    object_type: 'gm',
    object_uuid: `G${n}`,
    aux_info: 'R',
  };
}

/** So many items of a feed, evenly spread over a span of time. */
export function onePasswordItems(
  feed: OnePasswordFeed,
  count: number,
  span: { readonly from: Date; readonly to: Date },
): OnePasswordItem[] {
  const step = (span.to.getTime() - span.from.getTime()) / Math.max(count, 1);
  return Array.from({ length: count }, (_, n) =>
    onePasswordItem(
      feed,
      n,
      new Date(span.from.getTime() + Math.floor(n * step)),
      String(n % 1_000_000).padStart(6, '0'),
    ),
  );
}

/** RFC 3339 without zeros at the end of the fraction, as Go writes it. */
function fraction(date: Date, nanoseconds: string): string {
  const digits = (date.toISOString().slice(20, 23) + nanoseconds).replace(/0+$/, '');
  return `${date.toISOString().slice(0, 19)}${digits === '' ? '' : `.${digits}`}Z`;
}
