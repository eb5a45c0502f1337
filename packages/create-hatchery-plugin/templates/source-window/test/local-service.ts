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

export interface AuditEntry {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly action: string;
  /** Entries that the token may not see take their place in the log, and are left out of its pages. */
  readonly hidden?: boolean;
}

export interface LocalService extends ApiServer {
  readonly baseUrl: string;
  readonly token: string;
  /** Entries show up, whatever their time. */
  add(...entries: readonly AuditEntry[]): void;
  /** Makes every cursor given out so far unknown. */
  expireCursors(): void;
}

/** Acme Cloud's API on this machine: newest first, whole seconds with both ends inclusive, cursors that forget the filters. */
export async function localService(first: readonly AuditEntry[] = []): Promise<LocalService> {
  const token = 'local-token';
  const log = [...first];
  let generation = 0;

  function page(query: URLSearchParams): Reply {
    const limit = Number(query.get('limit') ?? 100);
    const cursor = query.get('cursor');
    const before = cursor === null ? { ...newest, generation } : open(cursor);
    if (before === undefined) return refusal(400, 'invalid cursor');
    if (before.generation !== generation) return refusal(410, 'cursor expired');
    if (!(limit >= 1 && limit <= 1000)) return refusal(400, 'invalid limit');
    const [oldest, latest] = [Number(query.get('oldest') ?? 0), Number(query.get('latest') ?? newest.created)];
    const matching = log
      .filter((entry) => entry.created >= oldest && entry.created <= latest && compare(entry, before) < 0)
      .toSorted((a, b) => compare(b, a));
    const { items, rest } = takePage(matching, limit);
    const last = rest.length > 0 ? items.at(-1) : undefined;
    const next = last === undefined ? '' : opaqueCursor({ created: last.created, id: last.id, generation });
    return jsonReply({ entries: items.filter(({ hidden }) => hidden !== true), next_cursor: next });
  }

  function handle({ method, path, query }: ApiRequest): Reply {
    return method === 'GET' && path === '/v1/audit-log' ? page(query) : refusal(404, 'not found');
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

/** Where a page begins: behind this entry, on the way into the past. */
type Position = Pick<AuditEntry, 'created' | 'id'>;

const newest: Position = { created: Number.MAX_SAFE_INTEGER, id: '' };

function open(cursor: string): (Position & { readonly generation: number }) | undefined {
  const state = openCursor(cursor);
  return typeof state?.['id'] === 'string' ? (state as unknown as ReturnType<typeof open>) : undefined;
}

/** By time, then by id. */
function compare(a: Position, b: Position): number {
  return a.created - b.created || (a.id < b.id ? -1 : Number(a.id > b.id));
}

function refusal(status: number, error: string, headers: Record<string, string> = {}): Reply {
  return jsonReply({ error }, { status, headers });
}
