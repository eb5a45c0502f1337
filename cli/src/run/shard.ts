/** One of `count` machines that share the streams among themselves; the first has number 1. */
export interface Shard {
  readonly number: number;
  readonly count: number;
}

/** The most machines that streams can be shared among. */
export const mostShards = 10_000;

/** How a shard is written: `3/16`. */
export function shardText({ number, count }: Shard): string {
  return `${number}/${count}`;
}
