import { HatcheryError } from '@hatchery/core';
import { createHash } from 'node:crypto';

/** One of `count` machines that share the streams among themselves; the first has number 1. */
export interface Shard {
  readonly number: number;
  readonly count: number;
}

/** The most machines that streams can be shared among. */
export const mostShards = 10_000;

/** @throws HatcheryError `USAGE` if the text is not `I/N` with 1 <= I <= N */
export function shardFrom(text: string): Shard {
  const parts = /^(\d{1,6})\/(\d{1,6})$/.exec(text);
  const number = Number(parts?.[1]);
  const count = Number(parts?.[2]);
  if (parts !== null && number >= 1 && number <= count && count <= mostShards) return { number, count };
  throw new HatcheryError('USAGE', `--shard is not a part of a whole: ${JSON.stringify(text)}.`, {
    hint: `Write it as I/N, with I from 1 to N and N at most ${mostShards}: --shard 3/16 is the third of sixteen machines.`,
  });
}

/**
 * Keeps the streams that are this shard's. Each stream is exactly one shard's, whatever the other streams
 * are, and when N grows by one, only the streams that the new machine takes change hands (rendezvous hashing).
 */
export function inShard<T extends { readonly id: string }>(streams: readonly T[], shard: Shard): readonly T[] {
  return streams.filter((stream) => ownerOf(stream.id, shard.count) === shard.number);
}

function ownerOf(id: string, count: number): number {
  const key = createHash('sha256').update(id).digest().readUInt32BE();
  let owner = 1;
  let highest = -1;
  for (let number = 1; number <= count; number++) {
    const score = mix(key ^ mix(number));
    if (score <= highest) continue;
    highest = score;
    owner = number;
  }
  return owner;
}

/** Spreads every bit of a 32-bit number over all of them. */
function mix(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
