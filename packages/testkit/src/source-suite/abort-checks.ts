import { type Check, notApplicable } from '../conformance/check.ts';
import { faults } from '../server/faults.ts';
import { runCheck } from './source-check.ts';
import type { SourceTrial } from './source-trial.ts';
import { now } from './trial-times.ts';

type Place = 'headers' | 'body';

/** What a source does when its run is told to stop. */
export function abortChecks(trial: SourceTrial): Check[] {
  return (['headers', 'body'] as const).map((at) =>
    runCheck(trial, 'abort', `stops when told to while the service hangs in the ${at} of an answer`, async () => {
      if (at === 'body' && (await abortProblem(trial, 'headers')) !== undefined) {
        notApplicable('It does not stop while the service is silent.');
      }
      const problem = await abortProblem(trial, at);
      if (problem !== undefined) throw new Error(problem);
    }),
  );
}

const found = new WeakMap<SourceTrial, Map<Place, Promise<string | undefined>>>();

/** Why a source does not stop as it should; the same for all who ask. */
export function abortProblem(trial: SourceTrial, at: Place): Promise<string | undefined> {
  const known = found.get(trial) ?? new Map<Place, Promise<string | undefined>>();
  found.set(trial, known);
  const problem = known.get(at) ?? findProblem(trial, at);
  known.set(at, problem);
  return problem;
}

async function findProblem(trial: SourceTrial, at: Place): Promise<string | undefined> {
  await using service = await trial.filledService();
  const stop = new AbortController();
  service.server.inject(
    async (exchange) => {
      await faults.hang(at)(exchange);
      setImmediate(() => stop.abort());
    },
    { after: (await trial.plain()).requests > 1 ? 1 : 0 },
  );
  const { report } = await service.harness.run({ now, signal: stop.signal });
  if (service.watch.ended < service.watch.begun) return 'It was still at work when hatchery gave up waiting for it.';
  if (report.status !== 'cancelled') return `The run ended "${report.status}" and not "cancelled".`;
  service.server.heal();
  await service.complete();
  return undefined;
}
