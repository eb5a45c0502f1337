import { defineSource, duration, z } from '@hatchery/core';

type Place = { readonly time: number; readonly id: string };

interface Page {
  readonly events: readonly Place[];
  readonly more: boolean;
}

/** Goes through a log in ascending order; the checkpoint is the last event taken. */
export default defineSource({
  config: z.strictObject({ url: z.url(), settle: duration().default(0) }),
  windows: ({ settle }) => ({ settle, lookback: '1h' }),
  async collect({ config, pipe }) {
    let place = (pipe.checkpoint ?? { time: pipe.window.from.getTime(), id: '' }) as Place;
    for (let more = true; more;) {
      const answer = await pipe.http({ url: config.url, query: { ...place, until: pipe.window.to.getTime() } });
      const page = await answer.json<Page>();
      if (page.events.length > 0) await pipe.spout(answer);
      const { time, id } = page.events.at(-1) ?? place;
      place = { time, id };
      await pipe.commit(place);
      more = page.more;
    }
  },
});
