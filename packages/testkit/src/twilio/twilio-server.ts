import type { ApiRequest } from '../server/api-request.ts';
import { type ApiServer, type ApiServerOptions, startApiServer } from '../server/api-server.ts';
import { jsonReply, type Reply } from '../server/reply.ts';
import { takePage } from '../server/take-page.ts';
import { twilioPager } from './twilio-pager.ts';
import type { TwilioEvent } from './twilio-event.ts';
import { readTwilioQuery } from './twilio-query.ts';
import { twilioRefusal } from './twilio-refusal.ts';

export interface TwilioServerOptions extends ApiServerOptions {
  readonly events?: Iterable<TwilioEvent>;
  /** @default one made up */
  readonly accountSid?: string;
  /** @default `local-auth-token` */
  readonly authToken?: string;
  /** @default one made up */
  readonly apiKeySid?: string;
  /** @default `local-key-secret` */
  readonly apiKeySecret?: string;
  /** Twilio says that it sorts by date, and not in which direction. @default 'newest' */
  readonly first?: 'newest' | 'oldest';
  /** Whether the URL of the next page says the filters again, or its token alone has to do. @default true */
  readonly repeatsFilters?: boolean;
  /** How many requests may be under way at once. @default no limit */
  readonly concurrency?: number;
  /** What each request waits for before it is answered; it counts as under way meanwhile. @default nothing */
  readonly work?: (request: ApiRequest) => unknown;
}

export interface TwilioServer extends ApiServer {
  /** What to give the source as `baseUrl`. */
  readonly baseUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
  /** Newer or older events that come while the server runs. */
  add(...events: readonly TwilioEvent[]): void;
  /** Makes every page token given out so far unknown. */
  expirePages(): void;
}

const path = '/v1/Events';

/**
 * Twilio's Monitor events: pages by URL with a token that the server issues, both ends of the dates inclusive, events
 * of one second parted by a page's end, HTTP Basic with the account or an API key.
 *
 * @example
 * await using server = await twilioServer({ events: twilioEvents(500, window) });
 */
export async function twilioServer(options: TwilioServerOptions = {}): Promise<TwilioServer> {
  const {
    accountSid = `AC${'0a1b2c3d'.repeat(4)}`,
    authToken = 'local-auth-token',
    apiKeySid = `SK${'4d3c2b1a'.repeat(4)}`,
    apiKeySecret = 'local-key-secret',
    concurrency = Number.POSITIVE_INFINITY,
  } = options;
  const events = [...(options.events ?? [])];
  const allowed = new Set([basic(accountSid, authToken), basic(apiKeySid, apiKeySecret)]);
  const pager = twilioPager(options.first ?? 'newest', options.repeatsFilters ?? true);
  let underWay = 0;

  function list(request: ApiRequest): Reply {
    const query = readTwilioQuery(request.query);
    if (typeof query === 'string') return twilioRefusal(400, 20001, query);
    const ahead = pager.ahead(events.filter(query.matches), query.pageToken);
    if (ahead === undefined) return twilioRefusal(400, 20001, "Parameter 'PageToken' is not valid");
    const { items, rest } = takePage(ahead, query.pageSize);
    const url = `${server.url}${path}`;
    return jsonReply({ events: items, meta: pager.meta(url, request.query, query, rest.length > 0 ? items : []) });
  }

  async function handle(request: ApiRequest): Promise<Reply> {
    if (request.path !== path) return twilioRefusal(404, 20404, `The requested resource ${request.path} was not found`);
    if (request.method !== 'GET') return twilioRefusal(405, 20004, 'Method not allowed');
    underWay += 1;
    try {
      if (underWay > concurrency) return busy(underWay);
      await options.work?.(request);
      return list(request);
    } finally {
      underWay -= 1;
    }
  }

  const server = await startApiServer(
    {
      handle,
      authorize: (request) =>
        allowed.has(request.headers.authorization ?? '') ? undefined : twilioRefusal(401, 20003, 'Authenticate'),
      limited: () => busy(underWay),
    },
    options,
  );

  return {
    ...server,
    baseUrl: `${server.url}/v1`,
    accountSid,
    authToken,
    apiKeySid,
    apiKeySecret,
    add: (...late) => void events.push(...late),
    expirePages: () => pager.expire(),
  };
}

/** Twilio's 429 says how many requests are under way, and not when to come back. */
function busy(underWay: number): Reply {
  const headers = { 'twilio-concurrent-requests': String(underWay) };
  return twilioRefusal(429, 20429, 'Too Many Requests', headers);
}

function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}
