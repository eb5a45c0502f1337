import { randomUUID } from 'node:crypto';
import { pages } from '@hatchery/core';
import { filesSource, type TinyConfig, type TinyContext, type TinyPage, tinyPage, tinySource } from '../tiny-source.ts';
import type { BrokenSources } from './broken-source.ts';

const tiny = tinySource().definition;
const collect = (context: TinyContext): Promise<void> => tiny.collect(context);

/** Pages as the correct source walks along them. */
function walk({ config, pipe }: TinyContext) {
  const fetch = (cursor?: string): Promise<TinyPage> => tinyPage(pipe.http, config, pipe.window, cursor);
  return pages({ start: pipe.checkpoint as string | undefined, fetch, next: (page) => page.next });
}

let lastConfig: TinyConfig | undefined;

export const collectMistakes: BrokenSources = {
  'reads the first page only': {
    breaks: ['collect-all'],
    plugin: tinySource({
      async collect({ config, pipe }) {
        await pipe.spout((await tinyPage(pipe.http, config, pipe.window)).response);
      },
    }),
  },
  'asks for the last ten minutes instead of the window': {
    breaks: ['collect-all'],
    plugin: tinySource({
      collect({ config, pipe }) {
        const window = { from: new Date(Date.now() - 600_000), to: new Date() };
        return collect({ config, pipe: { ...pipe, window } });
      },
    }),
  },
  'writes the JSON anew': {
    breaks: ['raw-bytes'],
    plugin: tinySource({
      async collect(context) {
        for await (const { answer, next } of walk(context)) {
          if (answer.events.length > 0) await context.pipe.spout(JSON.stringify({ events: answer.events }));
          if (next !== undefined) await context.pipe.commit(next);
        }
      },
    }),
  },
  'makes up names': {
    breaks: ['same-names', 'resume-writes'],
    plugin: tinySource({
      async collect(context) {
        for await (const { answer, next } of walk(context)) {
          if (answer.events.length > 0) await context.pipe.spout(answer.response, { slug: randomUUID() });
          if (next !== undefined) await context.pipe.commit(next);
        }
      },
    }),
  },
  'goes on after the time of the last event': {
    breaks: ['equal-times', 'repeated-page'],
    plugin: tinySource({
      async collect({ config, pipe }) {
        let from = pipe.checkpoint === undefined ? pipe.window.from : new Date(pipe.checkpoint as string);
        for (;;) {
          const { response, events } = await tinyPage(pipe.http, config, { from, to: pipe.window.to });
          const last = events.at(-1);
          if (last === undefined) return;
          from = new Date(Date.parse(last.at) + 1);
          await pipe.spout(response);
          await pipe.commit(from.toISOString());
        }
      },
    }),
  },
  'takes an empty page after others for a mistake': {
    breaks: ['full-last-page'],
    plugin: tinySource({
      async collect(context) {
        let count = 0;
        for await (const { answer, next } of walk(context)) {
          if (answer.events.length === 0 && count > 0) throw new Error('An empty page came.');
          count += answer.events.length;
          if (answer.events.length > 0) await context.pipe.spout(answer.response);
          if (next !== undefined) await context.pipe.commit(next);
        }
      },
    }),
  },
  'follows a cursor for ever': {
    breaks: ['repeated-page'],
    plugin: tinySource({
      async collect({ config, pipe }) {
        let cursor = pipe.checkpoint as string | undefined;
        do {
          const page = await tinyPage(pipe.http, config, pipe.window, cursor);
          cursor = page.next;
          if (page.events.length > 0) await pipe.spout(page.response);
          if (cursor !== undefined) await pipe.commit(cursor);
        } while (cursor !== undefined);
      },
    }),
  },
  'keeps its options in the module': {
    breaks: ['side-by-side'],
    inTurns: true,
    plugin: tinySource({
      async collect({ config, pipe }) {
        lastConfig = config;
        const http: typeof pipe.http = (request) => {
          const url = (request as { url: string }).url.replace(config.baseUrl, lastConfig?.baseUrl ?? '');
          return pipe.http({ ...(request as object), url });
        };
        await collect({ config, pipe: { ...pipe, http } });
      },
    }),
  },
  'sends the id of its stream in a header': {
    breaks: ['hostile-names'],
    plugin: tinySource({
      async collect({ config, pipe }) {
        const http: typeof pipe.http = (request) =>
          pipe.http({ ...(request as { url: string }), headers: { 'x-stream': pipe.stream.id } });
        await collect({ config, pipe: { ...pipe, http } });
      },
    }),
  },
  'reads a streamed body into memory': {
    // What was read in part cannot be read again.
    breaks: ['memory', 'faults-passing'],
    plugin: filesSource((response) => response.bytes()),
  },
};
