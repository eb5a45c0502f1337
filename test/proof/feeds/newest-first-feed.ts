import { slackEntry, slackServer } from '@hatchery/testkit';
import { type FeedKind, lateTime, pastTimes } from './feed.ts';

/** Newest-first pages inside a window: Slack. */
export const newestFirstFeed: FeedKind = {
  name: 'newest-first',
  async start(clock, past) {
    const ids: string[] = [];
    const entry = (date: Date): ReturnType<typeof slackEntry> => {
      const made = slackEntry(ids.length, date);
      ids.push(made.id);
      return made;
    };
    const server = await slackServer({ clock, entries: pastTimes(clock, past).map(entry) });
    return {
      server,
      source: { use: 'slack', token: server.token, baseUrl: server.baseUrl, limit: 2, duration: '1h' },
      arrive(count) {
        for (let n = 0; n < count; n++) server.add(entry(lateTime(clock, n)));
      },
      events: () => ids,
      idsIn: (body) => (JSON.parse(body) as { entries: { id: string }[] }).entries.map(({ id }) => id),
      [Symbol.asyncDispose]: () => server.close(),
    };
  },
};
