import {
  type ApiServer,
  bearerToken,
  jsonReply,
  openCursor,
  opaqueCursor,
  type Reply,
  type SourceConformance,
  startApiServer,
  takePage,
  textReply,
} from '@hatchery/testkit';

export interface TinyEvent {
  readonly id: string;
  readonly at: string;
}

/**
 * A service of the simplest kind: `/events` gives pages of 4 and forgets, `/feed` goes on at any event, `/files` lists what is
 * to be had one by one, `/queue` gives an event until it is acknowledged. Oldest first, with exact filters; `/session` gives out another token.
 */
export interface TinyServer extends ApiServer {
  readonly events: TinyEvent[];
  readonly token: string;
  /** What `/session` gives out. */
  readonly session: string;
}

export async function tinyServer(): Promise<TinyServer> {
  const events: TinyEvent[] = [];
  const token = 'tiny-canary/8+4=2_3';
  const session = 'session-canary/5+1=6_7';
  const server = await startApiServer({
    authorize: (request) =>
      [token, session].includes(bearerToken(request) ?? '')
        ? undefined
        : jsonReply({ error: 'unauthorized' }, { status: 401 }),
    handle({ path, query }) {
      if (path === '/me') return jsonReply({ name: 'tiny' });
      if (path === '/session') return jsonReply({ token: session });
      if (path === '/queue') return spaced({ events: events.slice(0, 1) });
      if (path === '/ack') {
        const done = events.findIndex(({ id }) => id === query.get('id'));
        return spaced({ removed: done === -1 ? [] : events.splice(done, 1) });
      }
      if (path.startsWith('/files/')) return spaced({ events: events.filter(({ id }) => path.endsWith(`/${id}`)) });
      const from = query.get('from') ?? '';
      const to = query.get('to') ?? '9';
      const matching = events.filter(({ at }) => at >= from && at < to).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      if (path === '/files') return spaced({ files: matching.map(({ id }) => id) });
      if (path === '/feed') {
        const after = query.get('after') ?? '';
        const { items, rest } = takePage(
          matching.filter((event) => keyOf(event) > after),
          4,
        );
        const last = items.at(-1);
        return spaced({
          events: items,
          more: rest.length > 0,
          after: last === undefined ? after || null : keyOf(last),
        });
      }
      if (path !== '/events') return textReply(404, 'not found');
      const start = Number(openCursor(query.get('cursor') ?? '')?.['start'] ?? 0);
      const { items } = takePage(matching.slice(start), 4);
      // As many do, it looks no further than the page.
      return spaced({ events: items, next: items.length === 4 ? opaqueCursor({ start: start + 4 }) : null });
    },
  });
  return { ...server, events, token, session };
}

function keyOf({ at, id }: TinyEvent): string {
  return `${at}|${id}`;
}

/** JSON as nobody would write it anew. */
function spaced(value: object): Reply {
  return jsonReply(value, { text: JSON.stringify(value, undefined, 1) });
}

export const tinyConformance: SourceConformance<TinyServer> = {
  server: tinyServer,
  config: ({ url, token }) => ({ baseUrl: url, token }),
  add({ events }, at, n) {
    events.push({ id: `event-${n}`, at: at.toISOString() });
    return `event-${n}`;
  },
  ids: (bytes) => (JSON.parse(bytes.toString()) as { events: TinyEvent[] }).events.map(({ id }) => id),
};
