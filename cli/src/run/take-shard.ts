import type { LogRecord } from '../log/log-record.ts';
import { count } from '../output/count.ts';
import { inShard } from './in-shard.ts';
import { type Shard, shardText } from './shard.ts';

/** The streams that are a shard's, all of them without one. How many of how many they are is said. */
export function takeShard<T extends { readonly id: string }>(
  streams: readonly T[],
  shard: Shard | undefined,
  say: (record: LogRecord) => void,
): readonly T[] {
  if (shard === undefined) return streams;
  const taken = inShard(streams, shard);
  const all = count(streams.length, 'stream');
  const message =
    taken.length === 0
      ? `Shard ${shardText(shard)} has none of ${all}: nothing to do.`
      : `Shard ${shardText(shard)} takes ${taken.length} of ${all}.`;
  say({ level: 'info', time: new Date(), message, fields: {} });
  return taken;
}
