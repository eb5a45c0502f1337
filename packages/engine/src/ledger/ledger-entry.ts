import type { HttpEvidence, JsonValue } from '@hatchery/core';
import type { Lease } from './lease.ts';

/** The version of the format that this program writes; see `docs/ledger.md`. */
export const ledgerVersion = 1;

/** An object as a ledger entry names it. */
export interface LedgerObject {
  readonly name: string;
  /** Of the bytes spouted, before compression. */
  readonly size: number;
  /** Hex, of the bytes spouted. */
  readonly sha256: string;
  /** As stored. */
  readonly storedSize: number;
  /** The store's own, as `algorithm:value`. */
  readonly checksum?: string;
  readonly compression?: 'gzip' | 'zstd';
  /** Where the bytes came from, when a request was given to `spout`. */
  readonly request?: HttpEvidence;
}

/** A half-open span of time, RFC 3339. */
export interface LedgerWindow {
  readonly from: string;
  readonly to: string;
}

/**
 * What an entry says:
 * - `intent`: a run is about to cover `window`, or takes it over from one that was broken off.
 * - `landed`: these objects are durable; they count once a `progress` or `complete` entry of the same run follows.
 * - `progress`: `objects`, and those of the run's `landed` entries since its last `progress`, count; go on at `checkpoint`.
 * - `complete`: the same, and `window` is covered.
 */
export type LedgerEntryKind = 'intent' | 'landed' | 'progress' | 'complete';

/** One link of a stream's chain. Each holds all that the next run needs, so that only the last has to be read. */
export interface LedgerEntry {
  readonly version: number;
  readonly stream: string;
  /** Counts from 1 without a gap. */
  readonly sequence: number;
  /** Hex SHA-256 of the bytes of the entry before; `null` in the first. */
  readonly previous: string | null;
  readonly kind: LedgerEntryKind;
  /** RFC 3339. */
  readonly committedAt: string;
  /** The run that wrote it. */
  readonly run: string;
  readonly window: LedgerWindow;
  /** The number of the entry that first said so: the window's own entries begin there. */
  readonly opened: number;
  /** Who works on the window, and for how long others should leave it alone; absent once nobody does. */
  readonly lease?: Lease;
  /** Where the source goes on; absent if nowhere in particular. */
  readonly checkpoint?: JsonValue;
  /** The number that the object after `checkpoint` gets in its name. */
  readonly nextSeq: number;
  /** What the names of the window's objects begin with, noted before the first such object is written. */
  readonly series: readonly string[];
  /** The schema hints of the last objects (`''` for none), from which the series of the next window are foretold. */
  readonly schemaHints: readonly string[];
  /** The start of the stream's first window. */
  readonly coveredFrom?: string;
  /** From `coveredFrom` up to here the stream is covered, but for `gaps`. */
  readonly coveredUntil?: string;
  /** What was never asked for, as the service no longer had it. */
  readonly gaps?: readonly LedgerWindow[];
  readonly objects: readonly LedgerObject[];
  /** Names that broken attempts at the window left behind. They do not count; they are removed where the store allows it. */
  readonly discarded?: readonly string[];
  /** Of all entries up to this one, as counted by `progress` and `complete`. */
  readonly totals: { readonly objects: number; readonly bytes: number };
  /** Of hatchery and the two plugins, by package name. */
  readonly versions: Readonly<Record<string, string>>;
}
