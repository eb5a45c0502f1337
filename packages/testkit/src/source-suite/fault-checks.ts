import { type Check, notApplicable } from '../conformance/check.ts';
import { faults } from '../server/faults.ts';
import { retryAfter } from '../server/rate-limit.ts';
import { systemClock } from '../server/clock.ts';
import { expectEvents } from './expect-events.ts';
import { hangingFaults, lastingFaults, type NamedFault, passingFaults } from './fault-list.ts';
import { requireResuming } from './resume-checks.ts';
import { runCheck } from './source-check.ts';
import type { SourceTrial } from './source-trial.ts';
import { thrownProblem } from './thrown-problem.ts';

/** Far shorter than in earnest; a request that is answered at all is answered sooner. */
const timeouts = { headers: 400, idle: 400 };
const waitMs = 1_000;

/** What a source does when its service fails. */
export function faultChecks(trial: SourceTrial): Check[] {
  return [
    ...passingFaults.map((fault) => passing(trial, fault, 2)),
    ...hangingFaults.map((fault) => passing(trial, fault, 1)),
    ...(['seconds', 'date'] as const).map((form) =>
      runCheck(trial, 'faults-waiting', `waits as long as a 429 says in ${form}`, () => waits(trial, form)),
    ),
    ...lastingFaults.map((fault) => lasting(trial, fault)),
    runCheck(trial, 'errors', 'throws errors that say what happened', async () => {
      for (const fault of lastingFaults.filter(({ isLarge }) => isLarge !== true)) {
        await using service = await trial.filledService();
        service.server.inject(fault.fault, { after: await middle(trial), times: Number.POSITIVE_INFINITY });
        await service.run();
        const problem = service.watch.thrown.map(thrownProblem).find((found) => found !== undefined);
        if (problem !== undefined) throw new Error(`When the service ${fault.name}, ${problem}`);
      }
    }),
  ];
}

function passing(trial: SourceTrial, { name, fault }: NamedFault, times: number): Check {
  return runCheck(trial, 'faults-passing', `asks again when the service ${name}`, async () => {
    await using service = await trial.filledService();
    service.server.inject(fault, { after: await middle(trial), times });
    await service.complete({ timeouts });
    await expectEvents(service, 'After one run');
  });
}

function lasting(trial: SourceTrial, { name, fault, looksFine }: NamedFault): Check {
  return runCheck(trial, 'faults-lasting', `fails, and goes on later, when the service ${name}`, async () => {
    const { streamed } = (await trial.plain()).watch;
    if (looksFine === true && streamed.size > 0) notApplicable('It lands bodies as they stream in, whatever they are.');
    await requireResuming(trial);
    await using service = await trial.filledService();
    service.server.inject(fault, { after: await middle(trial), times: Number.POSITIVE_INFINITY });
    const { report } = await service.run();
    if (report.status !== 'failed') throw new Error(`The run ended "${report.status}" and not "failed".`);
    service.server.heal();
    await service.complete();
    await expectEvents(service, 'After the next run');
  });
}

async function waits(trial: SourceTrial, form: 'seconds' | 'date'): Promise<void> {
  await using service = await trial.filledService();
  let refused: number | undefined;
  let waited: number | undefined;
  service.server.inject(
    async (exchange) => {
      refused = performance.now();
      await faults.status(429, { headers: retryAfter(form, waitMs, systemClock) })(exchange);
    },
    { after: await middle(trial) },
  );
  service.server.inject(
    faults.observe(() => {
      if (refused !== undefined) waited ??= performance.now() - refused;
    }),
    { after: (await middle(trial)) + 1, times: Number.POSITIVE_INFINITY },
  );
  await service.complete();
  // Timers may fire a moment early.
  if (waited === undefined || waited < waitMs - 20) {
    throw new Error(`It came back after ${Math.round(waited ?? 0)} ms, when it had been told to wait ${waitMs} ms.`);
  }
  await expectEvents(service, 'After one run');
}

/** The number of the request that goes wrong: one between two pages, where there are pages. */
async function middle(trial: SourceTrial): Promise<number> {
  return Math.floor((await trial.plain()).requests / 2);
}
