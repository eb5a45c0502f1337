import { type ApiRequest, bearerToken } from '../server/api-request.ts';
import { type ApiServer, type ApiServerOptions, startApiServer } from '../server/api-server.ts';
import { type RetryAfterForm, retryAfter } from '../server/rate-limit.ts';
import { jsonReply, type Reply, textReply } from '../server/reply.ts';
import { takePage } from '../server/take-page.ts';
import { bySlackTime, slackCursor } from './slack-cursor.ts';
import type { SlackEntry } from './slack-entry.ts';
import { readSlackQuery } from './slack-query.ts';

export interface SlackServerOptions extends ApiServerOptions {
  readonly entries?: Iterable<SlackEntry>;
  /** @default `xoxp-local-token` */
  readonly token?: string;
  /** How the last page says so: an empty `next_cursor`, or no `response_metadata`. Both are seen. @default 'empty' */
  readonly lastPage?: 'empty' | 'absent';
  /** What a 429 says; Slack sends seconds. @default 'seconds' */
  readonly retryAfter?: RetryAfterForm;
}

export interface SlackServer extends ApiServer {
  /** What to give the source as `baseUrl`. */
  readonly baseUrl: string;
  readonly token: string;
  /** Newer or older entries that come while the server runs. */
  add(...entries: readonly SlackEntry[]): void;
  /** Makes every cursor given out so far unknown. */
  expireCursors(): void;
}

const basePath = '/audit/v1';
const defaultLimit = 100;

/**
 * Slack's Audit Logs API: newest first, filters that the cursor forgets, whole seconds with both ends
 * inclusive, and entries of one second never parted by a page's end.
 *
 * @example
 * await using server = await slackServer({ entries: slackEntries(500, window) });
 */
export async function slackServer(options: SlackServerOptions = {}): Promise<SlackServer> {
  const token = options.token ?? 'xoxp-local-token';
  const entries = [...(options.entries ?? [])];
  const given = new Set<string>();
  const expired = new Set<string>();

  function logs(request: ApiRequest): Reply {
    if (expired.has(request.query.get('cursor') ?? '')) return refusal('invalid_cursor');
    const query = readSlackQuery(request.query, defaultLimit);
    if (typeof query === 'string') return refusal(query);
    const matching = entries.filter(query.matches).sort((a, b) => bySlackTime(b, a));
    const { items, rest } = takePage(matching, query.limit, (entry) => entry.date_create);
    const next = rest[0] && slackCursor(rest[0]);
    if (next !== undefined) given.add(next);
    return slackJson({ entries: items, ...metadata(next, options.lastPage) });
  }

  function handle(request: ApiRequest): Reply {
    if (request.method !== 'GET') return textReply(405, 'Method Not Allowed');
    if (request.path === `${basePath}/logs`) return logs(request);
    if (request.path === `${basePath}/schemas`) return slackJson({ schemas: [{ type: 'user' }] });
    if (request.path === `${basePath}/actions`) return slackJson({ actions: { user: ['user_login', 'user_logout'] } });
    return textReply(404, 'Not Found');
  }

  const server = await startApiServer(
    {
      handle,
      authorize: (request) =>
        request.path !== `${basePath}/logs` || bearerToken(request) === token
          ? undefined
          : textReply(401, 'Unauthorized'),
      limited: (wait, clock) =>
        jsonReply(
          { ok: false, error: 'ratelimited' },
          { status: 429, headers: retryAfter(options.retryAfter ?? 'seconds', wait, clock) },
        ),
    },
    options,
  );

  return {
    ...server,
    baseUrl: `${server.url}${basePath}`,
    token,
    add: (...late) => void entries.push(...late),
    expireCursors: () => {
      for (const cursor of given) expired.add(cursor);
    },
  };
}

/** JSON as Slack writes it, with every slash escaped. */
function slackJson(value: unknown, status = 200): Reply {
  return jsonReply(value, { status, text: JSON.stringify(value).replaceAll('/', '\\/') });
}

function refusal(error: string): Reply {
  return slackJson({ ok: false, error }, 400);
}

function metadata(next: string | undefined, lastPage: SlackServerOptions['lastPage']): object {
  if (next === undefined && lastPage === 'absent') return {};
  return { response_metadata: { next_cursor: next ?? '' } };
}
