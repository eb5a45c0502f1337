import { join } from 'node:path';
import { type ApiRequest, jsonReply, type Reply, startApiServer, textReply } from '@hatchery/testkit';
import { EventLog, eventIds, type LoggedEvent } from './event-log.ts';
import type { FeedKind } from './feed.ts';

interface Message {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly events: readonly LoggedEvent[];
}

/** A queue: the service forgets a message once it is deleted, and hands it out again until then. */
export const queueFeed: FeedKind = {
  name: 'queue',
  async start(clock, past) {
    const log = new EventLog(clock, past);
    const queue: Message[] = [];
    const send = (events: readonly LoggedEvent[]): void => {
      queue.push({ id: `message-${events[0]?.id}`, sentAt: clock.now(), events });
    };
    for (let at = 0; at < past; at += 2) send(log.ascending.slice(at, at + 2));
    const handle = ({ method, path }: ApiRequest): Reply => {
      if (method === 'GET') return queue[0] === undefined ? textReply(204, '') : jsonReply(queue[0]);
      const index = queue.findIndex(({ id }) => path === `/messages/${id}`);
      if (index === -1) return textReply(404, 'no such message');
      queue.splice(index, 1);
      return jsonReply({ deleted: true });
    };
    const server = await startApiServer({ handle }, { clock });
    return {
      server,
      source: { use: join(import.meta.dirname, '../sources/queue-source.ts'), url: `${server.url}/messages` },
      arrive: (count) => send(log.arrive(count)),
      events: () => log.ids,
      idsIn: eventIds,
      [Symbol.asyncDispose]: () => server.close(),
    };
  },
};
