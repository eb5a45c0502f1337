import type { Side, Skipped } from '../workload.ts';

/** A side that may not be able to take part on this machine. */
export interface Candidate extends Side {
  /** Why it cannot. */
  readonly missing?: string | undefined;
}

/** Those who can take part, and those who cannot. */
export function present(candidates: readonly Candidate[]): [Side[], Skipped[]] {
  const skipped = candidates.flatMap(({ name, missing }) => (missing === undefined ? [] : [{ name, why: missing }]));
  return [candidates.filter(({ missing }) => missing === undefined), skipped];
}
