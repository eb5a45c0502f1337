import { type OnePasswordFeed, onePasswordItem, onePasswordServer } from '@hatchery/testkit';
import { type FeedKind, lateTime, pastTimes } from './feed.ts';

const feeds: readonly OnePasswordFeed[] = ['auditevents', 'itemusages'];

/** A cursor that stays valid across runs: 1Password, two feeds. */
export const cursorFeed: FeedKind = {
  name: 'cursor',
  async start(clock, past) {
    const ids: string[] = [];
    const item = (date: Date): [OnePasswordFeed, ReturnType<typeof onePasswordItem>] => {
      const feed = feeds[ids.length % 2] as OnePasswordFeed;
      const made = onePasswordItem(feed, ids.length, date);
      ids.push(made.uuid);
      return [feed, made];
    };
    const server = await onePasswordServer({ clock });
    for (const date of pastTimes(clock, past)) server.add(...item(date));
    return {
      server,
      source: { use: '1password', token: server.token, baseUrl: server.baseUrl, feeds, limit: 2 },
      arrive(count) {
        for (let n = 0; n < count; n++) server.add(...item(lateTime(clock, n)));
      },
      events: () => ids,
      idsIn: (body) => (JSON.parse(body) as { items: { uuid: string }[] }).items.map(({ uuid }) => uuid),
      [Symbol.asyncDispose]: () => server.close(),
    };
  },
};
