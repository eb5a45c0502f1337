import { HatcheryError } from '@hatchery/core';
import type { ConfigProblem } from './config-problem.ts';
import { formatProblem } from './format-problem.ts';

const shownInMessage = 20;

/** `CONFIG_INVALID`: everything that is wrong with a config, not only the first of it. */
export class ConfigInvalidError extends HatcheryError {
  /** In the order of the file. Never empty, and never longer than {@link problemLimit}. */
  readonly problems: readonly ConfigProblem[];
  /** How many there are in all. */
  readonly total: number;

  constructor(found: readonly ConfigProblem[]) {
    const shown = found.slice(0, shownInMessage).map((problem) => `- ${formatProblem(problem)}`);
    const rest = found.length - shown.length;
    if (rest > 0) shown.push(`- and ${rest} more`);
    const count = found.length === 1 ? 'a problem' : `${found.length} problems`;
    super('CONFIG_INVALID', `The config has ${count}:\n${shown.join('\n')}`, {
      hint: 'Correct what is listed and run `hatchery check`.',
      cause: found.find((problem) => problem.error !== undefined)?.error,
    });
    this.problems = found.slice(0, problemLimit);
    this.total = found.length;
  }
}

/** A config of thousands of streams can be wrong in as many places: more than this nobody reads. */
export const problemLimit = 100;
