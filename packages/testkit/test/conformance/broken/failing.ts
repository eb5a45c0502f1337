import { HatcheryError, pages } from '@hatchery/core';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TinyContext, tinyPage, tinySource } from '../tiny-source.ts';
import type { BrokenSources } from './broken-source.ts';

const tiny = tinySource().definition;
const collect = (context: TinyContext): Promise<void> => tiny.collect(context);

/** Sends each request through something. */
function through(
  send: (http: TinyContext['pipe']['http'], request: { url: string }) => ReturnType<TinyContext['pipe']['http']>,
) {
  return tinySource({
    collect: ({ config, pipe }) =>
      collect({ config, pipe: { ...pipe, http: (request) => send(pipe.http, request as { url: string }) } }),
  });
}

export const failureMistakes: BrokenSources = {
  'never asks again': {
    breaks: ['faults-passing', 'faults-waiting'],
    plugin: through((http, request) => http({ ...request, retry: false })),
  },
  'asks again at once': {
    breaks: ['faults-waiting'],
    plugin: through(async (http, request) => {
      for (let left = 4; ; left -= 1) {
        try {
          return await http({ ...request, retry: false });
        } catch (error) {
          if (left === 0 || !HatcheryError.is(error) || !error.transient) throw error;
          await sleep(1);
        }
      }
    }),
  },
  'ends well when the service fails': {
    breaks: ['credentials-refused', 'faults-lasting', 'repeated-page'],
    plugin: tinySource({
      async collect(context) {
        await collect(context).catch((error: unknown) => context.pipe.log.error('failed', { error }));
      },
    }),
  },
  'takes a web page for an empty one': {
    breaks: ['faults-lasting'],
    plugin: tinySource({
      async collect({ config, pipe }) {
        const start = pipe.checkpoint as string | undefined;
        const fetch = (cursor?: string) =>
          tinyPage(pipe.http, config, pipe.window, cursor).catch((error: unknown) => {
            if (HatcheryError.is(error) && error.code === 'HTTP_BODY') return undefined;
            throw error;
          });
        for await (const { answer, next } of pages({ start, fetch, next: (page) => page?.next })) {
          if (answer !== undefined && answer.events.length > 0) await pipe.spout(answer.response);
          if (next !== undefined) await pipe.commit(next);
        }
      },
    }),
  },
  'throws a text': {
    breaks: ['errors'],
    plugin: tinySource({
      async collect(context) {
        await collect(context).catch(async (error: unknown) => {
          if (HatcheryError.is(error) && error.code === 'HTTP_BODY') await Promise.reject('that was no page');
          throw error;
        });
      },
    }),
  },
  'trips over what is not there': {
    breaks: ['errors'],
    plugin: tinySource({
      async collect({ config, pipe }) {
        const start = pipe.checkpoint as string | undefined;
        const fetch = async (cursor?: string) => {
          const query = { from: pipe.window.from.toISOString(), to: pipe.window.to.toISOString(), cursor };
          const response = await pipe.http({ url: `${config.baseUrl}/events`, auth: { bearer: config.token }, query });
          const body = await response.json<{ events: unknown[]; next: string | null }>();
          return { response, count: body.events.length, next: body.next ?? undefined };
        };
        for await (const { answer, next } of pages({ start, fetch, next: (page) => page.next })) {
          if (answer.count > 0) await pipe.spout(answer.response);
          if (next !== undefined) await pipe.commit(next);
        }
      },
    }),
  },
};
