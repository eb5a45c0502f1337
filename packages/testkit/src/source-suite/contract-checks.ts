import { type Check, check } from '../conformance/check.ts';
import type { PlainRun } from './plain-run.ts';
import type { SourceTrial } from './source-trial.ts';

/** How a source uses its pipe. */
export function contractChecks(trial: SourceTrial): Check[] {
  return [
    check('contract', 'ends, and has done all of its work by then', async () => {
      const problem = contractProblem(await trial.plain());
      if (problem !== undefined) throw new Error(problem);
    }),
  ];
}

/** What a source did against the contract, in a run in which nothing went wrong. */
export function contractProblem({ report, watch }: PlainRun): string | undefined {
  if (report.error?.code === 'CONTRACT_VIOLATED') return report.error.message;
  const [first] = watch.late;
  return first === undefined ? undefined : `The source ${first} after collect had ended: is an \`await\` missing?`;
}
