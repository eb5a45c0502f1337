import type { Window } from '@hatchery/core';
import { safeName } from '../landing/safe-name.ts';

/** Everything that is hatchery's own at a destination lies under this. */
export const ownPrefix = '_hatchery/';

/** The ledgers of all streams lie under this. */
export const ledgerPrefix = `${ownPrefix}ledger/`;

const last = 999_999_999;

/**
 * A chain's folder: the stream's own chain, or that of one window collected on request, which has a chain of its
 * own so that it never touches where the stream stands.
 */
export function chainPrefix(stream: string, requested?: Window): string {
  if (requested === undefined) return `${ledgerPrefix}${safeName(stream)}/commits/`;
  return `${backfillPrefix(stream)}${compact(requested.from)}--${compact(requested.to)}/`;
}

/** The folder of the chains of all windows collected on request. */
export function backfillPrefix(stream: string): string {
  return `${ledgerPrefix}${safeName(stream)}/backfill/`;
}

/** The chain that an entry belongs to, by its name; `undefined` if it is none of an entry. */
export function chainOf(
  name: string,
): { readonly prefix: string; readonly sequence: number; readonly requested?: Window } | undefined {
  const match =
    /^(_hatchery\/ledger\/[^/]+\/(?:commits|backfill\/([^/]+)--([^/]+))\/)\d{3}\/\d{3}\/\d{3}-(\d{9})\.json$/.exec(
      name,
    );
  if (match === null) return undefined;
  const [, prefix = '', from, to, number] = match;
  const chain = { prefix, sequence: Number(number) };
  return from === undefined || to === undefined
    ? chain
    : { ...chain, requested: { from: expand(from), to: expand(to) } };
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

function expand(time: string): Date {
  return new Date(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(.*)$/, '$1-$2-$3T$4:$5:$6'));
}
