import type { HatcheryError } from '@hatchery/core';

/**
 * How a stream's part of a run ended: `completed`, `failed`, `held` (another run has it), or `cancelled` (the run
 * was told to stop before this stream was done).
 */
export type StreamStatus = 'completed' | 'failed' | 'held' | 'cancelled';

export interface StreamReport {
  readonly id: string;
  readonly tags: readonly string[];
  readonly status: StreamStatus;
  /** Names of objects this run landed, and of those that it adopted and that did not count before; at most {@link shownObjects} of them. */
  readonly objects: readonly string[];
  readonly objectCount: number;
  /** Bytes spouted, before compression. */
  readonly bytes: number;
  /** Bytes stored, after compression. */
  readonly storedBytes: number;
  /** Requests sent, and how many of these were tries again. */
  readonly requests: number;
  readonly retries: number;
  /** The end of what is covered without a gap, RFC 3339; absent if nothing is yet. */
  readonly coveredUntil?: string;
  readonly durationMs: number;
  readonly error?: HatcheryError;
}

/** How many object names a report holds, so that it stays small whatever a run lands. */
export const shownObjects = 100;

export interface RunReport {
  /** Identifies the run; ledger entries hold it, too. */
  readonly run: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly streams: readonly StreamReport[];
}
