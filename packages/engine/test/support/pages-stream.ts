import type { Stream } from '@hatchery/engine';
import type { MemoryStore } from './memory-store.ts';
import { testStream } from './test-stream.ts';

/** A stream that lands `pages` objects in each window and commits after each; it breaks off before the page that `breakAt` tells. */
export function pagesStream(
  store: MemoryStore,
  { pages = 3, breakAt = () => -1, ...options }: PagesOptions = {},
): Stream {
  return testStream(
    store,
    {
      resume: 'window',
      async collect({ pipe }) {
        const broken = breakAt();
        for (let page = Number(pipe.checkpoint ?? 0); page < pages; page++) {
          await pipe.spout(`${pipe.stream.id}, page ${page} of ${pipe.window.from.toISOString()}\n`.repeat(20));
          if (page === broken) throw new Error('cut');
          await pipe.commit(page + 1);
        }
      },
    },
    options,
  );
}

interface PagesOptions extends Partial<Stream> {
  readonly pages?: number;
  readonly breakAt?: () => number;
}

/** The time that runs take for now, hours after noon. */
export function hour(hours: number): Date {
  return new Date(Date.UTC(2026, 2, 4, 12) + hours * 3_600_000);
}
