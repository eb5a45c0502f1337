import { hash } from 'node:crypto';
import type { Shard } from './shard.ts';

/**
 * Keeps the streams that are this shard's. Each stream is exactly one shard's, whatever the other streams are, and when
 * the number of shards grows by one, only the streams that the new one takes change hands (rendezvous hashing).
 *
 * Every machine of a run has to come to the same result, of whatever version it is: another hash would be a breaking change.
 */
export function inShard<T extends { readonly id: string }>(streams: readonly T[], shard: Shard): readonly T[] {
  const seats = Uint32Array.from({ length: shard.count }, (_, index) => mix(index + 1));
  return streams.filter(({ id }) => wins(id, shard.number - 1, seats));
}

/**
 * Whether a stream scores highest with this seat. Looks no further than the first that scores higher, which most often comes
 * soon. Seats never tie: for one stream, different seats have different scores.
 */
function wins(id: string, own: number, seats: Uint32Array): boolean {
  const key = Number.parseInt(hash('sha256', id, 'hex').slice(0, 8), 16);
  const score = mix(key ^ (seats[own] ?? 0));
  for (const seat of seats) if (mix(key ^ seat) > score) return false;
  return true;
}

/** Spreads every bit of a 32-bit number over all of them, so that different numbers stay different. */
function mix(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
