import { type CollectContext, HatcheryError, type HttpClient } from '@hatchery/core';
import { allowedFeeds } from './allowed-feeds.ts';
import { collectFeed, type FeedPosition } from './collect-feed.ts';
import { type Feed, feeds } from './feeds.ts';
import type { OnePasswordOptions } from './options.ts';

type Positions = { [feed in Feed]?: FeedPosition };

/** Collects the feeds, one after the other. One that cannot be read does not keep the others from being read. */
export async function collect({ config, pipe }: CollectContext<OnePasswordOptions>): Promise<void> {
  const positions: Positions = { ...(pipe.checkpoint as Positions | undefined) };
  const failures: unknown[] = [];
  for (const feed of config.feeds ?? (await feedsToCollect(pipe.http, config, positions))) {
    const failure = await collectFeed({
      config,
      pipe,
      feed,
      position: positions[feed],
      commit: (position) => {
        positions[feed] = position;
        return pipe.commit(positions);
      },
    });
    pipe.signal.throwIfAborted();
    if (failure !== undefined) failures.push(failure);
  }
  if (failures.length > 0) throw asOne(failures);
}

/** A feed that was collected before is asked for even if the token may not read it any more, so that its end is no secret. */
async function feedsToCollect(
  http: HttpClient,
  config: OnePasswordOptions,
  known: Positions,
): Promise<readonly Feed[]> {
  const allowed = await allowedFeeds(http, config);
  return feeds.filter((feed) => allowed.includes(feed) || feed in known);
}

function asOne(failures: readonly unknown[]): unknown {
  if (failures.length === 1) return failures[0];
  const codes = new Set(failures.map((failure) => (HatcheryError.is(failure) ? failure.code : 'SOURCE_FAILED')));
  const [code = 'SOURCE_FAILED'] = codes;
  const [first] = failures;
  const sentences = failures.map((failure) => (failure instanceof Error ? failure.message : String(failure)));
  return new HatcheryError(codes.size === 1 ? code : 'SOURCE_FAILED', [...new Set(sentences)].join(' '), {
    hint: HatcheryError.is(first) ? first.hint : undefined,
    cause: new AggregateError(failures),
  });
}
