import type { HatcheryError } from '@hatchery/core';
import { createLogger } from '../create-logger.ts';
import { isHeld } from '../ledger/lease.ts';
import { Ledger } from '../ledger/ledger.ts';
import type { LedgerEntry, LedgerWindow } from '../ledger/ledger-entry.ts';
import { chainPrefix } from '../ledger/ledger-names.ts';
import { windowRules } from '../plan-windows.ts';
import { defaultRetry, type RetryContext } from '../retry.ts';
import { Slots } from '../slots.ts';
import { Stores } from '../stores.ts';
import type { Stream } from '../stream.ts';
import { streamError } from '../stream-error.ts';
import { readBackfills } from './read-backfills.ts';
import { spanOf, subtractSpans } from './span.ts';

/** How a stream is doing, by its ledger. Times are RFC 3339, spans milliseconds. */
export interface StreamStatusReport {
  readonly id: string;
  readonly tags: readonly string[];
  /** Absent if the stream never ran. */
  readonly lastCommit?: string;
  /** The newest entry of the stream's own chain. Kept elsewhere, it shows later whether the chain was cut short. */
  readonly head?: { readonly sequence: number; readonly sha256: string };
  readonly coveredFrom?: string;
  readonly coveredUntil?: string;
  /** From `coveredUntil` to now. */
  readonly lagMs?: number;
  /** Parts of what is covered that were never asked for, less what was collected on request since. */
  readonly gaps: readonly LedgerWindow[];
  /** Windows collected on request that a run is at work on, or left open. */
  readonly openBackfills: readonly LedgerWindow[];
  /** The window that a run is at work on, or left open. */
  readonly openWindow?: LedgerWindow;
  /** Who is at work on it. */
  readonly heldBy?: { readonly holder: string; readonly since: string; readonly until: string };
  readonly objects: number;
  readonly bytes: number;
  /** When the service will have forgotten something that is not collected yet; absent if it does not say how long it keeps. */
  readonly losesFrom?: string;
  /** Why the ledger could not be read. */
  readonly error?: HatcheryError;
}

/** Reads how each stream is doing; one that cannot be read says so in its report. */
export async function readStatus(
  streams: readonly Stream[],
  now = new Date(),
  concurrency = 16,
): Promise<StreamStatusReport[]> {
  const stores = new Stores(createLogger(undefined));
  const slots = new Slots(concurrency);
  const retry = { policy: defaultRetry, signal: new AbortController().signal };
  try {
    return await Promise.all(streams.map((stream) => slots.run(() => statusOf(stream, stores, retry, now))));
  } finally {
    await stores.close();
  }
}

async function statusOf(stream: Stream, stores: Stores, retry: RetryContext, now: Date): Promise<StreamStatusReport> {
  const base = { id: stream.id, tags: stream.tags };
  try {
    const store = await stores.open(stream.ledger ?? stream.destination, retry);
    const { head, hash } = await Ledger.open(store, stream.id, chainPrefix(stream.id), retry);
    const backfills = await readBackfills(store, stream.id);
    const filled = backfills.reduce(
      (sum, entry) => ({ objects: sum.objects + entry.totals.objects, bytes: sum.bytes + entry.totals.bytes }),
      { objects: 0, bytes: 0 },
    );
    const totals = {
      objects: filled.objects + (head?.totals.objects ?? 0),
      bytes: filled.bytes + (head?.totals.bytes ?? 0),
    };
    const openBackfills = backfills.filter(({ kind }) => kind !== 'complete').map(({ window }) => window);
    const gaps = openGaps(head, backfills);
    const known = head && { ...progress(head, stream, now), head: { sequence: head.sequence, sha256: hash ?? '' } };
    return { ...base, ...known, gaps, openBackfills, ...totals };
  } catch (error) {
    return {
      ...base,
      gaps: [],
      openBackfills: [],
      objects: 0,
      bytes: 0,
      error: streamError(error, { stream: stream.id, phase: 'status' }),
    };
  }
}

function progress(head: LedgerEntry, stream: Stream, now: Date): Partial<StreamStatusReport> {
  const { coveredFrom, coveredUntil, kind, lease, window } = head;
  const { retention } = windowRules(stream);
  const oldest = Date.parse(coveredUntil ?? window.from);
  return {
    lastCommit: head.committedAt,
    ...(coveredFrom === undefined ? {} : { coveredFrom }),
    ...(coveredUntil === undefined ? {} : { coveredUntil }),
    ...(coveredUntil === undefined ? {} : { lagMs: Math.max(0, now.getTime() - oldest) }),
    ...(kind === 'complete' ? {} : { openWindow: window }),
    ...(isHeld(lease) ? { heldBy: { holder: lease.holder, since: lease.since, until: lease.until } } : {}),
    ...(Number.isFinite(retention) ? { losesFrom: new Date(oldest + retention).toISOString() } : {}),
  };
}

/** What was never asked for, less what was collected on request since. */
function openGaps(head: LedgerEntry | undefined, backfills: readonly LedgerEntry[]): LedgerWindow[] {
  const filled = backfills.filter(({ kind }) => kind === 'complete').map(({ window }) => spanOf(window));
  const open = subtractSpans((head?.gaps ?? []).map(spanOf), filled);
  return open.map(({ from, to }) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }));
}
