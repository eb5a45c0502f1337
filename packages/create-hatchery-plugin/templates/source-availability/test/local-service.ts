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

/** Events that became available together. */
export interface AuditBlob {
  readonly id: string;
  /** RFC 3339: when it became available; the events in it may be older. */
  readonly available: string;
  readonly events: readonly { readonly id: string; readonly time: string }[];
}

export interface LocalService extends ApiServer {
  readonly baseUrl: string;
  readonly token: string;
  /** Blobs become available. */
  add(...blobs: readonly AuditBlob[]): void;
}

/** Acme Cloud's API on this machine: a list of blobs by the time of their availability, half-open, and the blobs. */
export async function localService(first: readonly AuditBlob[] = []): Promise<LocalService> {
  const token = 'local-token';
  const store = [...first];

  function list(query: Query): Reply {
    const [from, to] = [Date.parse(query.start ?? '1970-01-01'), Date.parse(query.end ?? '9999-01-01')];
    const { limit = 100, after = '' } = query;
    if (Number.isNaN(from) || Number.isNaN(to) || !(limit >= 1 && limit <= 1000)) return refusal(400, 'invalid query');
    if (query.end !== undefined && to - from > longestSpan) return refusal(400, 'the span is longer than 24 hours');
    const matching = store
      .filter(({ available }) => Date.parse(available) >= from && Date.parse(available) < to)
      .filter((blob) => position(blob) > after)
      .toSorted((a, b) => (position(a) < position(b) ? -1 : 1));
    const { items, rest } = takePage(matching, limit);
    const last = rest.length > 0 ? items.at(-1) : undefined;
    return jsonReply({
      content: items.map(({ id, available }) => ({ id, available, url: `${server.url}/v1/content/${id}` })),
      next_page: last && `${server.url}/v1/content?page=${opaqueCursor({ ...query, after: position(last) })}`,
    });
  }

  function handle({ method, path, query }: ApiRequest): Reply {
    if (method !== 'GET') return refusal(405, 'method not allowed');
    if (path === '/v1/content') {
      const asked = query.has('page') ? openCursor(query.get('page') ?? '') : readQuery(query);
      return asked === undefined ? refusal(400, 'invalid page') : list(asked);
    }
    const blob = store.find(({ id }) => path === `/v1/content/${id}`);
    return blob === undefined ? refusal(404, 'not found') : jsonReply(blob.events);
  }

  const server = await startApiServer({
    handle,
    authorize: (request) => (bearerToken(request) === token ? undefined : refusal(401, 'invalid token')),
    limited: (wait, clock) => refusal(429, 'too many requests', retryAfter('seconds', wait, clock)),
  });
  return { ...server, baseUrl: `${server.url}/v1`, token, add: (...late) => void store.push(...late) };
}

const longestSpan = 24 * 3_600_000;

interface Query {
  readonly start?: string;
  readonly end?: string;
  readonly limit?: number;
  /** The position of the last blob of the page before. */
  readonly after?: string;
}

function readQuery(query: URLSearchParams): Query {
  const [start, end] = [query.get('start'), query.get('end')];
  return {
    ...(start !== null && { start }),
    ...(end !== null && { end }),
    limit: Number(query.get('limit') ?? 100),
  };
}

function position({ available, id }: AuditBlob): string {
  return `${available} ${id}`;
}

function refusal(status: number, error: string, headers: Record<string, string> = {}): Reply {
  return jsonReply({ error }, { status, headers });
}
