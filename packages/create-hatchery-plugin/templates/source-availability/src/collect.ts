import { type CollectContext, pages } from '@hatchery/core';
import { listBlobs } from './list-blobs.ts';
import type { Options } from './options.ts';

/** Lists what became available in the window, page by page, and lands each blob. */
export async function collect({ config, pipe }: CollectContext<Options>): Promise<void> {
  // Half-open, as hatchery's windows are: what lies on an edge belongs to one of them.
  const window = { start: pipe.window.from.toISOString(), end: pipe.window.to.toISOString(), limit: config.limit };
  const walk = pages({
    start: pipe.checkpoint as string | undefined,
    fetch: (next) => listBlobs(pipe.http, config, next ?? window),
    next: (list) => list.next,
  });
  for await (const { answer, next } of walk) {
    for (const { id, url, availableAt } of answer.blobs) {
      // Streamed, as a blob may be of any size, and as a function, so that hatchery can ask for it again if it breaks
      // off. The service's own id makes the name the same, however often the list is read.
      await pipe.spout(() => pipe.http({ url, auth: { bearer: config.token }, stream: true }), {
        slug: id,
        timestamp: availableAt,
      });
    }
    // Returning covers the window; there is no page to keep then.
    if (next !== undefined) await pipe.commit(next);
  }
}
