import { pages } from '@hatchery/core';
import { collectFeed, feedSource, type TinyContext, type TinyPage, tinyPage, tinySource } from '../tiny-source.ts';
import type { BrokenSources } from './broken-source.ts';

const tiny = tinySource().definition;

export const resumeMistakes: BrokenSources = {
  'commits a page before it has landed': {
    breaks: ['resume-commits', 'resume-requests', 'resume-writes'],
    plugin: tinySource({
      async collect({ config, pipe }) {
        const start = pipe.checkpoint as string | undefined;
        const fetch = (cursor?: string): Promise<TinyPage> => tinyPage(pipe.http, config, pipe.window, cursor);
        for await (const { answer, next } of pages({ start, fetch, next: (page) => page.next })) {
          if (next !== undefined) await pipe.commit(next);
          if (answer.events.length > 0) await pipe.spout(answer.response);
        }
      },
    }),
  },
  'forgets where it was': {
    breaks: ['resume-commits', 'resume-requests', 'resume-writes'],
    plugin: tinySource({
      collect: ({ config, pipe }: TinyContext) => tiny.collect({ config, pipe: { ...pipe, checkpoint: undefined } }),
    }),
  },
  'begins anew when it is ahead of the clock': {
    breaks: ['future-position'],
    plugin: feedSource({
      collect({ config, pipe }) {
        const start = pipe.checkpoint as string | undefined;
        if (start === undefined || start < pipe.window.to.toISOString()) return collectFeed({ config, pipe }, start);
        const window = { from: new Date(0), to: pipe.window.to };
        return collectFeed({ config, pipe: { ...pipe, window } }, undefined);
      },
    }),
  },
  'refuses a position that is ahead of the clock': {
    breaks: ['future-position'],
    plugin: feedSource({
      collect(context) {
        const { checkpoint, window } = context.pipe;
        if (checkpoint !== undefined && String(checkpoint) > window.to.toISOString()) throw new Error('It lies ahead.');
        return collectFeed(context, checkpoint as string | undefined);
      },
    }),
  },
  'reads on beyond the span that is asked for': {
    breaks: ['asked-window'],
    plugin: feedSource({
      collect: ({ config, pipe }) =>
        collectFeed({ config, pipe: { ...pipe, bounded: false } }, pipe.checkpoint as string | undefined),
    }),
  },
};
