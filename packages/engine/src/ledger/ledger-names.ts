import type { Window } from '@hatchery/core';
import { safeName } from '../landing/safe-name.ts';

/** Everything that is hatchery's own at a destination lies under this. */
export const ownPrefix = '_hatchery/';

const last = 999_999_999;

/**
 * A chain's folder: the stream's own chain, or that of one window collected on request, which has a chain of its
 * own so that it never touches where the stream stands.
 */
export function chainPrefix(stream: string, requested?: Window): string {
  const base = `${ownPrefix}ledger/${safeName(stream)}/`;
  if (requested === undefined) return `${base}commits/`;
  return `${base}backfill/${compact(requested.from)}--${compact(requested.to)}/`;
}

/**
 * The name of an entry. It starts with the number counted down from 999,999,999, so that the newest entry is
 * the first in any listing: one list request of one name finds the head, however long the chain. The folders
 * keep listings short where a store is a file system.
 */
export function entryName(prefix: string, sequence: number): string {
  const down = String(last - sequence).padStart(9, '0');
  const up = String(sequence).padStart(9, '0');
  return `${prefix}${down.slice(0, 3)}/${down.slice(3, 6)}/${down.slice(6)}-${up}.json`;
}

function compact(time: Date): string {
  return time.toISOString().replaceAll(/[-:]/g, '');
}
