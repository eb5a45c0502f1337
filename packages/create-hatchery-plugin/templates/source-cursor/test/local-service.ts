import {
  type ApiRequest,
  type ApiServer,
  bearerToken,
  jsonReply,
  opaqueCursor,
  openCursor,
  type Reply,
  retryAfter,
  startApiServer,
  takePage,
} from '@hatchery/testkit';

export interface AuditEvent {
  readonly id: string;
  /** RFC 3339. */
  readonly time: string;
  readonly action: string;
  /** Events that the token may not see take their place in the log, and are left out of its pages. */
  readonly hidden?: boolean;
}

export interface LocalService extends ApiServer {
  readonly baseUrl: string;
  readonly token: string;
  /** Events arrive: at the end of the log, whatever their time. */
  add(...events: readonly AuditEvent[]): void;
  /** Makes every cursor given out so far unknown. */
  expireCursors(): void;
}

/** Acme Cloud's API on this machine: a log in the order of arrival, whose cursors hold for ever. */
export async function localService(first: readonly AuditEvent[] = []): Promise<LocalService> {
  const token = 'local-token';
  const log = [...first];
  let generation = 0;

  function page(query: URLSearchParams): Reply {
    const limit = Number(query.get('limit') ?? 100);
    const cursor = query.get('cursor');
    const place = cursor === null ? begin(query) : open(cursor);
    if (place === undefined) return refusal(400, 'invalid cursor');
    if (place.generation !== generation) return refusal(410, 'cursor expired');
    if (!(limit >= 1 && limit <= 1000)) return refusal(400, 'invalid limit');
    const ahead = log
      .map((event, index) => ({ event, index }))
      .filter(({ event, index }) => index >= place.at && isWithin(event, place));
    const { items, rest } = takePage(ahead, limit);
    const next = opaqueCursor({ ...place, at: (items.at(-1)?.index ?? log.length - 1) + 1 });
    const events = items.map(({ event }) => event).filter(({ hidden }) => hidden !== true);
    return jsonReply({ events, cursor: next, has_more: rest.length > 0 });
  }

  /** The place of the first event of the time, or in the span, that was asked for. */
  function begin(query: URLSearchParams): Place {
    const [since, until] = [query.get('since') ?? '1970-01-01T00:00:00Z', query.get('until')];
    if (until !== null) return { generation, at: 0, span: { since, until } };
    const at = log.findIndex(({ time }) => Date.parse(time) >= Date.parse(since));
    return { generation, at: at === -1 ? log.length : at };
  }

  function handle({ method, path, query }: ApiRequest): Reply {
    return method === 'GET' && path === '/v1/events' ? page(query) : refusal(404, 'not found');
  }

  const server = await startApiServer({
    handle,
    authorize: (request) => (bearerToken(request) === token ? undefined : refusal(401, 'invalid token')),
    limited: (wait, clock) => refusal(429, 'too many requests', retryAfter('seconds', wait, clock)),
  });
  return {
    ...server,
    baseUrl: `${server.url}/v1`,
    token,
    add: (...late) => void log.push(...late),
    expireCursors: () => void (generation += 1),
  };
}

/** What is in a cursor. */
interface Place {
  readonly generation: number;
  /** How many entries of the log lie before it. */
  readonly at: number;
  readonly span?: { readonly since: string; readonly until: string };
}

function open(cursor: string): Place | undefined {
  const state = openCursor(cursor);
  return typeof state?.['at'] === 'number' ? (state as unknown as Place) : undefined;
}

function isWithin({ time }: AuditEvent, { span }: Place): boolean {
  const at = Date.parse(time);
  return span === undefined || (at >= Date.parse(span.since) && at < Date.parse(span.until));
}

function refusal(status: number, error: string, headers: Record<string, string> = {}): Reply {
  return jsonReply({ error }, { status, headers });
}
