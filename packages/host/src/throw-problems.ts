import { ConfigInvalidError } from './config/config-invalid-error.ts';
import type { ConfigProblem } from './config/config-problem.ts';

/**
 * Throws what is wrong, if anything is: the plugin's own error where it is the only thing, else all of it.
 *
 * @throws HatcheryError `CONFIG_INVALID` or `PLUGIN_…`
 */
export function throwProblems(problems: readonly ConfigProblem[]): void {
  const [first] = problems;
  if (!first) return;
  const isOne = problems.every(({ error }) => error !== undefined && error.message === first.error?.message);
  if (isOne && first.error) throw first.error;
  throw new ConfigInvalidError([...problems].sort(byPlace));
}

function byPlace(a: ConfigProblem, b: ConfigProblem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
