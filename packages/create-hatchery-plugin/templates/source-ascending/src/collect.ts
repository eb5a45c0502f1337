import { type CollectContext, CursorGuard } from '@hatchery/core';
import type { Options } from './options.ts';
import { type Position, positionOf } from './position.ts';
import { requestEvents } from './request-events.ts';

/** Reads on after the last event that landed, up to the window's end: each page landed, then committed with its last event. */
export async function collect({ config, pipe }: CollectContext<Options>): Promise<void> {
  // A position that comes again would send us round in circles.
  const guard = new CursorGuard();
  const until = pipe.window.to.toISOString();
  let position = pipe.checkpoint as Position | undefined;
  for (;;) {
    const { response, events } = await requestEvents(pipe.http, config, {
      since: position?.time ?? pipe.window.from.toISOString(),
      after_id: position?.id,
      until,
      limit: config.limit,
    });
    const last = events.at(-1);
    // Only an empty page is the end: a short one may have had events left out that the token may not see.
    if (last === undefined) return;
    position = positionOf(last);
    guard.use(`${position.time} ${position.id}`);
    await pipe.spout(response, { format: 'json' });
    await pipe.commit(position);
  }
}
