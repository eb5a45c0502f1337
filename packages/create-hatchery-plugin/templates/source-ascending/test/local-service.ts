import {
  type ApiRequest,
  type ApiServer,
  bearerToken,
  jsonReply,
  type Reply,
  retryAfter,
  startApiServer,
  takePage,
} from '@hatchery/testkit';

export interface AuditEvent {
  /** A 64-bit number; in JSON it is written without quotes. */
  readonly id: bigint;
  /** RFC 3339. */
  readonly time: string;
  readonly action: string;
}

export interface LocalService extends ApiServer {
  readonly baseUrl: string;
  readonly token: string;
  /** Events show up, whatever their time. */
  add(...events: readonly AuditEvent[]): void;
}

/** Acme Cloud's API on this machine: by time and id, in the order that is asked for. */
export async function localService(first: readonly AuditEvent[] = []): Promise<LocalService> {
  const token = 'local-token';
  const log = [...first];

  function page(query: URLSearchParams): Reply {
    const limit = Number(query.get('limit') ?? 100);
    const [since, until] = [time(query.get('since') ?? '1970-01-01'), time(query.get('until') ?? '9999-01-01')];
    const after = BigInt(query.get('after_id') ?? -1);
    if (Number.isNaN(since + until) || !(limit >= 1 && limit <= 1000)) return refusal(400, 'invalid query');
    const sign = query.get('order') === 'asc' ? 1 : -1;
    const matching = log
      .filter((event) => time(event.time) > since || (time(event.time) === since && event.id > after))
      .filter((event) => time(event.time) < until)
      .toSorted((a, b) => sign * compare(a, b));
    const { items } = takePage(matching, limit);
    return jsonReply({}, { text: `{"events":[${items.map((event) => eventJson(event)).join(',')}]}` });
  }

  function handle({ method, path, query }: ApiRequest): Reply {
    return method === 'GET' && path === '/v1/events' ? page(query) : refusal(404, 'not found');
  }

  const server = await startApiServer({
    handle,
    authorize: (request) => (bearerToken(request) === token ? undefined : refusal(401, 'invalid token')),
    limited: (wait, clock) => refusal(429, 'too many requests', retryAfter('seconds', wait, clock)),
  });
  return { ...server, baseUrl: `${server.url}/v1`, token, add: (...late) => void log.push(...late) };
}

function time(text: string): number {
  return Date.parse(text);
}

function compare(a: AuditEvent, b: AuditEvent): number {
  return time(a.time) - time(b.time) || Number(a.id - b.id);
}

function eventJson({ id, ...rest }: AuditEvent): string {
  return `{"id":${id},${JSON.stringify(rest).slice(1)}`;
}

function refusal(status: number, error: string, headers: Record<string, string> = {}): Reply {
  return jsonReply({ error }, { status, headers });
}
