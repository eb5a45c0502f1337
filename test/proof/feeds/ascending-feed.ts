import { join } from 'node:path';
import { type ApiRequest, jsonReply, type Reply, startApiServer } from '@hatchery/testkit';
import { EventLog, eventIds } from './event-log.ts';
import { type FeedKind, settle } from './feed.ts';

const pageSize = 2;

/** Ascending order, gone through by the time and the id of the last event taken. */
export const ascendingFeed: FeedKind = {
  name: 'ascending',
  async start(clock, past) {
    const log = new EventLog(clock, past);
    const handle = ({ query }: ApiRequest): Reply => {
      const [time, id, until] = [Number(query.get('time')), query.get('id') ?? '', Number(query.get('until'))];
      const isAhead = (event: { time: number; id: string }): boolean =>
        event.time > time || (event.time === time && event.id > id);
      const ahead = log.ascending.filter((event) => isAhead(event) && event.time < until);
      return jsonReply({ events: ahead.slice(0, pageSize), more: ahead.length > pageSize });
    };
    const server = await startApiServer({ handle }, { clock });
    return {
      server,
      source: { use: join(import.meta.dirname, '../sources/ascending-source.ts'), url: `${server.url}/events`, settle },
      arrive: (count) => void log.arrive(count),
      events: () => log.ids,
      idsIn: eventIds,
      [Symbol.asyncDispose]: () => server.close(),
    };
  },
};
