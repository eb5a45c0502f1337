import { minimatch } from 'minimatch';
import type { CandidateOptions } from './candidate-options.ts';

/**
 * The time after which a version was published too late to be taken, in milliseconds since 1970: by the minimum age that was
 * asked for, or by npm's own `before` and `min-release-age`, whichever is earlier.
 */
export function ageCutoff(name: string, { minimumAge = 0, npm }: CandidateOptions): number | undefined {
  const cutoffs = minimumAge > 0 ? [Date.now() - minimumAge] : [];
  const { before, minReleaseAgeExclude } = npm.options;
  const excluded =
    Array.isArray(minReleaseAgeExclude) && minReleaseAgeExclude.some((glob) => minimatch(name, String(glob)));
  if (before instanceof Date && !excluded) cutoffs.push(before.getTime());
  return cutoffs.length === 0 ? undefined : Math.min(...cutoffs);
}
