import type { Window } from '@hatchery/core';
import { tinyPage, tinySource, type TinyContext } from '../tiny-source.ts';
import type { BrokenSources } from './broken-source.ts';

const tiny = tinySource().definition;

/** Collects another window than the one asked for. */
function inWindow(change: (window: Window) => Window) {
  return tinySource({
    collect: ({ config, pipe }: TinyContext) =>
      tiny.collect({ config, pipe: { ...pipe, window: change(pipe.window) } }),
  });
}

const later = (time: Date, milliseconds: number): Date => new Date(time.getTime() + milliseconds);

export const windowMistakes: BrokenSources = {
  'leaves out the start of its window': {
    breaks: ['asked-window', 'late-events', 'window-edges'],
    plugin: inWindow(({ from, to }) => ({ from: later(from, 1), to })),
  },
  'takes the end of its window, too': {
    breaks: ['asked-window', 'window-edges'],
    plugin: inWindow(({ from, to }) => ({ from, to: later(to, 1) })),
  },
  'asks for an hour more, to be sure': {
    breaks: ['asked-window', 'late-events', 'second-run', 'window-edges', 'resume-commits', 'future-position'],
    plugin: inWindow(({ from, to }) => ({ from: later(from, -3_600_000), to })),
  },
  'fails when nothing happened': {
    breaks: ['empty-window', 'future-position'],
    plugin: tinySource({
      async collect({ config, pipe }) {
        const { events } = await tinyPage(pipe.http, config, pipe.window);
        if (events.length === 0 && pipe.checkpoint === undefined) throw new Error('There are no events.');
        await tiny.collect({ config, pipe });
      },
    }),
  },
  'does not wait for events that come late': {
    breaks: ['late-events'],
    plugin: tinySource({ windows: {} }),
    conformance: { lag: '2m' },
  },
};
