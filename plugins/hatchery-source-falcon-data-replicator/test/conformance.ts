import type { SourceConformance } from '@hatchery/testkit';
import { dataPath, eventFile, eventIds, type FdrFeed, fdrFeed, queue } from './support/fdr-feed.ts';

const conformance: SourceConformance<FdrFeed> = {
  async server() {
    const feed = await fdrFeed();
    // What was received in an answer that got lost is hidden for minutes: time that passes while a fault is put right.
    const heal = (): void => {
      feed.heal();
      void feed.showMessages(queue);
    };
    return { ...feed, heal };
  },
  config: (feed) => feed.config({ idleTimeout: '400ms' }),
  async add(feed, at, n) {
    const id = `event-${n}`;
    await feed.publish([eventFile(dataPath(n), id)], { timestamp: at.getTime() });
    return id;
  },
  ids: eventIds,
  // A queue gives what it has, whatever the time of the event.
  lag: '1h',
  leaveOut: {
    'faults-waiting': 'SQS and S3 name no time: they answer 503 or a code for throttling.',
  },
};

export default conformance;
