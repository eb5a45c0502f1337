import type { HatcheryError } from '@hatchery/core';
import type { Stream } from '../stream.ts';

/**
 * - `missing`: the ledger names it, the store has it not. `altered`: it is not what was landed.
 * - `unreadable`: it is there and cannot be read. `unknown`: it lies among the data, and no ledger names it.
 * - `chain`: the ledger itself is not as it was written.
 */
export type DifferenceKind = 'missing' | 'altered' | 'unreadable' | 'unknown' | 'chain';

export interface Difference {
  readonly kind: DifferenceKind;
  /** The object, or the chain's folder. */
  readonly name: string;
  readonly detail?: string;
  /** The stream whose ledger says so; absent for what no ledger knows. */
  readonly stream?: string;
}

export interface VerifyReport {
  readonly entries: number;
  /** Objects that count. */
  readonly objects: number;
  /** Spouted, before compression. */
  readonly bytes: number;
  /** The first {@link shownDifferences}; `differenceCount` counts all. */
  readonly differences: readonly Difference[];
  readonly differenceCount: number;
  /** Objects of windows that are still open: they neither count nor are they in the way. */
  readonly open: number;
  /** Objects of broken attempts that are still there; the ledger says that they do not count. */
  readonly discarded: number;
  /** Why a destination could not be verified, or not to the end. */
  readonly errors: readonly HatcheryError[];
}

export interface VerifyOptions {
  /** Reads every byte and compares the sha256; otherwise sizes and the store's own checksums are compared. @default false */
  readonly deep?: boolean;
  /** Other streams of the config: those at the same destination whose ledger lies elsewhere explain what they landed. */
  readonly others?: readonly Stream[];
  readonly signal?: AbortSignal;
  /** Called with each object that is looked at, and its bytes before compression. */
  readonly onObject?: (name: string, size: number) => void;
}

/** How many differences a report names. */
export const shownDifferences = 10_000;
