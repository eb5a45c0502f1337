import { type ApiRequest, jsonReply, type Reply, startApiServer } from '@hatchery/testkit';
import { EventLog, eventIds } from './event-log.ts';
import { type FeedKind, settle } from './feed.ts';

const pageSize = 2;

/** Half-open windows, with the next page's URL in the answer, and no memory beyond the window. */
export const availabilityFeed: FeedKind = {
  name: 'availability',
  async start(clock, past) {
    const log = new EventLog(clock, past);
    const handle = ({ query }: ApiRequest): Reply => {
      const [from, to, skip] = ['from', 'to', 'skip'].map((name) => Number(query.get(name) ?? 0)) as [
        number,
        number,
        number,
      ];
      const within = log.ascending.filter(({ time }) => time >= from && time < to).slice(skip);
      const next =
        within.length > pageSize ? `${server.url}/content?from=${from}&to=${to}&skip=${skip + pageSize}` : null;
      return jsonReply({ events: within.slice(0, pageSize), next });
    };
    const server = await startApiServer({ handle }, { clock });
    return {
      server,
      source: {
        use: 'http',
        url: `${server.url}/content`,
        window: { format: 'unix-ms', from: { name: 'from' }, to: { name: 'to' } },
        pagination: { kind: 'nextUrl', path: 'next' },
        items: 'events',
        settle,
        lookback: '1h',
      },
      arrive: (count) => void log.arrive(count),
      events: () => log.ids,
      idsIn: eventIds,
      [Symbol.asyncDispose]: () => server.close(),
    };
  },
};
