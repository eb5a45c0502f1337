import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { tinyPage, tinySource, type TinyContext } from '../tiny-source.ts';
import type { BrokenSources } from './broken-source.ts';

const tiny = tinySource().definition;
const collect = (context: TinyContext): Promise<void> => tiny.collect(context);

export const contractMistakes: BrokenSources = {
  'forgets to await what it spouts': {
    breaks: ['contract'],
    plugin: tinySource({
      async collect({ config, pipe }) {
        const page = await tinyPage(pipe.http, config, pipe.window);
        void pipe.spout(page.response);
      },
    }),
  },
  'returns before its work is done': {
    breaks: ['contract'],
    plugin: tinySource({
      async collect(context) {
        setTimeout(() => void collect(context).catch(() => {}), 1);
      },
    }),
  },
  'leaves a request running': {
    breaks: ['contract'],
    plugin: tinySource({
      async collect(context) {
        await collect(context);
        void context.pipe
          .http({ url: `${context.config.baseUrl}/me`, auth: { bearer: context.config.token } })
          .catch(() => {});
      },
    }),
  },
  'commits while it spouts': {
    breaks: ['contract'],
    plugin: tinySource({
      async collect({ config, pipe }) {
        const page = await tinyPage(pipe.http, config, pipe.window);
        await Promise.all([pipe.spout(page.response), pipe.commit(page.next)]);
      },
    }),
  },
  'commits what JSON cannot hold': {
    breaks: ['contract'],
    plugin: tinySource({
      async collect(context) {
        await context.pipe.commit({ at: Number.NaN });
        await collect(context);
      },
    }),
  },
  hangs: {
    breaks: ['contract'],
    plugin: tinySource({
      async collect({ pipe }) {
        await once(pipe.signal, 'abort');
      },
    }),
    conformance: { patience: 2_000 },
  },
  'does not stop when it is told to': {
    breaks: ['abort'],
    plugin: tinySource({
      async collect(context) {
        try {
          await collect(context);
        } catch (error) {
          if (context.pipe.signal.aborted) await sleep(60_000, undefined, { ref: false });
          throw error;
        }
      },
    }),
  },
};
