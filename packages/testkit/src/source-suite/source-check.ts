import { type Check, check, notApplicable } from '../conformance/check.ts';
import type { RuleId } from '../conformance/rules.ts';
import { contractProblem } from './contract-checks.ts';
import { expectIds } from './expect-events.ts';
import type { SourceTrial } from './source-trial.ts';

/** A check that looks at runs: it means something only once a run without any trouble succeeds. */
export function runCheck(trial: SourceTrial, id: RuleId, name: string, run: () => Promise<void>): Check {
  return check(id, name, async () => {
    const problem = await plainProblem(trial);
    if (problem !== undefined) notApplicable(`A run without any trouble does not succeed: ${problem}`);
    await run();
  });
}

async function plainProblem(trial: SourceTrial): Promise<string | undefined> {
  try {
    const plain = await trial.plain();
    if (plain.report.status !== 'completed') return `it ended "${plain.report.status}".`;
    expectIds(plain.landedIds, plain, 'It left');
    return contractProblem(plain);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
