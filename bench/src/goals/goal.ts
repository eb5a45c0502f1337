import type { Results } from './results.ts';

/** What a workload has to keep. */
export interface Goal {
  /** Completes "hatchery …" or stands by itself: `CPU time, as a multiple of the floor's`. */
  readonly text: string;
  readonly atMost?: number;
  readonly atLeast?: number;
  /** `MiB`, `ms`, `×`. */
  readonly unit: string;
  /** `undefined` where what it compares with was not measured. */
  value(results: Results): number | undefined;
}

export interface Judged {
  readonly text: string;
  /** Such as `at most 1.5 ×`. */
  readonly limit: string;
  readonly unit: string;
  readonly value?: number;
  /** Missing when there is no value. */
  readonly isMet?: boolean;
}

export function judge(goal: Goal, results: Results): Judged {
  const { text, atMost, atLeast, unit } = goal;
  const bounds = [atLeast === undefined ? '' : `at least ${atLeast}`, atMost === undefined ? '' : `at most ${atMost}`];
  const limit = `${bounds.filter(Boolean).join(', ')} ${unit}`.trim();
  const value = goal.value(results);
  if (value === undefined) return { text, limit, unit };
  const isMet = value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);
  return { text, limit, unit, value, isMet };
}
