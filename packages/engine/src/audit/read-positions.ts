import { defaultRetry } from '../retry.ts';
import { createLogger } from '../create-logger.ts';
import { Ledger } from '../ledger/ledger.ts';
import { chainPrefix } from '../ledger/ledger-names.ts';
import type { Stream } from '../stream.ts';
import { Stores } from '../stores.ts';
import { inOrder } from './in-order.ts';

/** So many streams are asked for side by side. */
const atOnce = 16;

/** Where a stream stands, by its ledger. */
export interface StreamPosition {
  /** The last entry's number. */
  readonly sequence: number;
  /** RFC 3339. */
  readonly committedAt: string;
  /** RFC 3339; absent until the first window is covered. */
  readonly coveredUntil?: string;
  /** The window that a broken run left open. */
  readonly openWindow?: { readonly from: string; readonly to: string };
  readonly totals: { readonly objects: number; readonly bytes: number };
}

/**
 * Reads where each stream stands; `undefined` for one that never ran.
 *
 * @throws HatcheryError from the destination, or `LEDGER_CORRUPT`
 */
export async function readPositions(streams: readonly Stream[]): Promise<Map<string, StreamPosition | undefined>> {
  const stores = new Stores(createLogger(undefined));
  const retry = { policy: defaultRetry, signal: new AbortController().signal };
  try {
    const read = async (stream: Stream): Promise<[string, StreamPosition | undefined]> => {
      const store = await stores.open(stream.ledger ?? stream.destination, retry);
      const { head } = await Ledger.open(store, stream.id, chainPrefix(stream.id), retry);
      return [stream.id, head && position(head)];
    };
    return new Map(await Array.fromAsync(inOrder(streams, atOnce, read)));
  } finally {
    await stores.close();
  }
}

function position(head: NonNullable<Ledger['head']>): StreamPosition {
  return {
    sequence: head.sequence,
    committedAt: head.committedAt,
    ...(head.coveredUntil === undefined ? {} : { coveredUntil: head.coveredUntil }),
    ...(head.kind === 'complete' ? {} : { openWindow: head.window }),
    totals: head.totals,
  };
}
