import { type ApiRequest, bearerToken, jsonObject } from '../server/api-request.ts';
import { type ApiServer, type ApiServerOptions, startApiServer } from '../server/api-server.ts';
import { systemClock } from '../server/clock.ts';
import { opaqueCursor } from '../server/opaque-cursor.ts';
import { type RetryAfterForm, retryAfter } from '../server/rate-limit.ts';
import { jsonReply, type Reply } from '../server/reply.ts';
import { takePage } from '../server/take-page.ts';
import { type OnePasswordPosition, readPosition } from './onepassword-body.ts';
import { type OnePasswordFeed, type OnePasswordItem, onePasswordFeeds } from './onepassword-item.ts';

export interface OnePasswordServerOptions extends ApiServerOptions {
  readonly items?: Partial<Record<OnePasswordFeed, Iterable<OnePasswordItem>>>;
  /** @default `local.jwt.token` */
  readonly token?: string;
  /** The feeds that the token may read. @default all three */
  readonly features?: readonly OnePasswordFeed[];
  /** What a 429 says; the vendor documents nothing. @default 'none' */
  readonly retryAfter?: RetryAfterForm;
}

export interface OnePasswordServer extends ApiServer {
  /** What to give the source as `baseUrl`. */
  readonly baseUrl: string;
  readonly token: string;
  /** Items that come while the server runs; a cursor meets them whatever their timestamps. */
  add(feed: OnePasswordFeed, ...items: readonly OnePasswordItem[]): void;
  /** Makes every cursor given out so far unknown. */
  expireCursors(): void;
}

/**
 * 1Password's Events API, versions 1 and 2: a cursor in every answer, valid for ever, that remembers its reset;
 * `has_more` that may promise a page which then is empty.
 *
 * @example
 * await using server = await onePasswordServer({ items: { auditevents: onePasswordItems('auditevents', 500, window) } });
 */
export async function onePasswordServer(options: OnePasswordServerOptions = {}): Promise<OnePasswordServer> {
  const token = options.token ?? 'local.jwt.token';
  const features = options.features ?? onePasswordFeeds;
  const clock = options.clock ?? systemClock;
  // In the order in which they were stored: what a cursor that is valid for ever walks along.
  const stored: Record<OnePasswordFeed, OnePasswordItem[]> = {
    auditevents: [...(options.items?.auditevents ?? [])],
    itemusages: [...(options.items?.itemusages ?? [])],
    signinattempts: [...(options.items?.signinattempts ?? [])],
  };
  let generation = 0;

  function page(request: ApiRequest, version: string, feed: OnePasswordFeed): Reply {
    if (!features.includes(feed)) return refusal(401, 'Unauthorized access');
    const position = readPosition(jsonObject(request), `${version}/${feed}`, clock.now(), generation);
    if (position === undefined) return refusal(400, 'Bad Request');
    const ahead = stored[feed].map((item, index) => ({ item, index })).slice(position.next);
    const { items } = takePage(
      ahead.filter(({ item }) => isWithin(item, position)),
      position.limit,
    );
    // The service looks no further than the page: a full one makes it promise more, which may then be nothing.
    const full = items.length === position.limit;
    const next = full ? (items.at(-1)?.index ?? 0) + 1 : stored[feed].length;
    return jsonReply({
      cursor: opaqueCursor({ ...position, next }),
      has_more: full,
      items: items.map(({ item }) => (version === 'v1' ? asVersion1(item) : item)),
    });
  }

  function handle(request: ApiRequest): Reply {
    if (request.method === 'GET' && request.path === '/api/v2/auth/introspect') {
      return jsonReply({ uuid: 'TOKEN1', issued_at: '2026-01-01T00:00:00Z', features, account_uuid: 'ACCT1' });
    }
    if (request.method === 'GET' && request.path === '/api/auth/introspect') {
      return jsonReply({ UUID: 'TOKEN1', IssuedAt: '2026-01-01T00:00:00Z', Features: features });
    }
    const [, version, name] = /^\/api\/(v1|v2)\/(\w+)$/.exec(request.path) ?? [];
    const feed = onePasswordFeeds.find((known) => known === name);
    if (version === undefined || feed === undefined) return refusal(404, 'Not Found');
    return request.method === 'POST' ? page(request, version, feed) : refusal(405, 'Method Not Allowed');
  }

  const server = await startApiServer(
    {
      handle,
      authorize: (request) => (bearerToken(request) === token ? undefined : refusal(401, 'Unauthorized access')),
      limited: (wait) => refusal(429, 'Too many requests', retryAfter(options.retryAfter ?? 'none', wait, clock)),
    },
    options,
  );

  return {
    ...server,
    baseUrl: server.url,
    token,
    add: (feed, ...items) => void stored[feed].push(...items),
    expireCursors: () => void generation++,
  };
}

function refusal(status: number, message: string, headers: Record<string, string> = {}): Reply {
  return jsonReply({ Error: { Message: message } }, { status, headers });
}

/** Version 1 does not tell accounts and kinds of actors. */
function asVersion1({
  account_uuid: _account,
  actor_account_uuid: _actor,
  actor_type: _type,
  ...item
}: OnePasswordItem): object {
  return item;
}

function isWithin(item: OnePasswordItem, position: OnePasswordPosition): boolean {
  const time = Date.parse(item.timestamp);
  return time >= position.start && (position.end === null || time < position.end);
}
