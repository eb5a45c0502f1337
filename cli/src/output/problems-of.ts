import type { ConfigProblem } from '@hatchery/host';

/** The list that a `CONFIG_INVALID` carries; told by its shape, so that printing an error need not load the host. */
export function problemsOf(error: unknown): readonly ConfigProblem[] | undefined {
  if (typeof error !== 'object' || error === null || !('problems' in error)) return undefined;
  return Array.isArray(error.problems) ? (error.problems as ConfigProblem[]) : undefined;
}
