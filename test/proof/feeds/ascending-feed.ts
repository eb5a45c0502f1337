import { join } from 'node:path';
import { type ApiRequest, jsonReply, type Reply, startApiServer } from '@hatchery/testkit';
import { EventLog, eventIds, type LoggedEvent } from './event-log.ts';
import { type FeedKind, settle } from './feed.ts';

const pageSize = 2;

/** The source that goes through such a service. */
export const ascendingSource: string = join(import.meta.dirname, '../sources/ascending-source.ts');

/** @param events in ascending order */
export function ascendingPage(events: readonly LoggedEvent[], { query }: ApiRequest): Reply {
  const [time, id, until] = [Number(query.get('time')), query.get('id') ?? '', Number(query.get('until'))];
  const isAhead = (event: LoggedEvent): boolean => event.time > time || (event.time === time && event.id > id);
  const ahead = events.filter((event) => isAhead(event) && event.time < until);
  return jsonReply({ events: ahead.slice(0, pageSize), more: ahead.length > pageSize });
}

/** Ascending order, gone through by the time and the id of the last event taken. */
export const ascendingFeed: FeedKind = {
  name: 'ascending',
  async start(clock, past) {
    const log = new EventLog(clock, past);
    const handle = (request: ApiRequest): Reply => ascendingPage(log.ascending, request);
    const server = await startApiServer({ handle }, { clock });
    return {
      server,
      source: { use: ascendingSource, url: `${server.url}/events`, settle },
      arrive: (count) => void log.arrive(count),
      events: () => log.ids,
      idsIn: eventIds,
      [Symbol.asyncDispose]: () => server.close(),
    };
  },
};
