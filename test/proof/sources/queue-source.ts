import { defineSource, z } from '@hatchery/core';

/** Empties a queue: each message is deleted once it is landed. */
export default defineSource({
  config: z.strictObject({ url: z.url() }),
  resume: 'queue',
  async collect({ config, pipe }) {
    for (;;) {
      const answer = await pipe.http({ url: config.url });
      if (answer.status === 204) return;
      const { id, sentAt } = await answer.json<{ id: string; sentAt: number }>();
      await pipe.spout(answer, { slug: id, timestamp: new Date(sentAt), seq: 0 });
      await pipe.http({ url: `${config.url}/${id}`, method: 'DELETE', accept: [404] });
    }
  },
});
