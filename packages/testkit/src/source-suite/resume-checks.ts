import { type Check, notApplicable } from '../conformance/check.ts';
import { faults } from '../server/faults.ts';
import { type Crash, MemoryStore } from '../source-harness/memory-store.ts';
import { abortProblem } from './abort-checks.ts';
import { expectEvents, expectIds } from './expect-events.ts';
import { runCheck } from './source-check.ts';
import type { SourceTrial } from './source-trial.ts';
import type { TestedService } from './tested-service.ts';
import { minutesAfter, now } from './trial-times.ts';

/** More steps than a few pages can take. */
const mostSteps = 300;

/** What is left when a run was broken off, and another one has come to its end. */
export function resumeChecks(trial: SourceTrial): Check[] {
  return [
    ...(['before', 'after'] as const).map((when) =>
      runCheck(trial, 'resume-writes', `goes on after a kill just ${when} each of its writes`, async () => {
        for (let at = 0; at < mostSteps; at += 1) if (await breakWrite(trial, { at, when })) return;
      }),
    ),
    runCheck(trial, 'resume-requests', 'goes on after a stop in the middle of each of its requests', async () => {
      const problem = await abortProblem(trial, 'headers');
      if (problem !== undefined) notApplicable(`It does not stop when it is told to: ${problem}`);
      await breakEveryRequest(trial);
    }),
    runCheck(trial, 'resume-commits', 'goes on from each of its commits, much later', async () => {
      if (await isQueue(trial)) notApplicable('A queue has no position to go on from.');
      await using service = await trial.filledService();
      await service.complete();
      const entries = service.entries();
      const later = await trial.later(6);
      const { granularity } = await trial.rules();
      await service.add(new Date((await service.window(later)).to.getTime() - granularity));
      for (let kept = 1; kept <= entries.length; kept += 1) {
        await using resumed = await trial.service({ server: service.server, store: storeAsOf(service, kept) });
        await resumed.complete({ now: later });
        const ids = resumed.idsIn(await resumed.harness.landed());
        expectIds(
          ids,
          { ids: service.ids, again: await trial.repeatable(service) },
          `Resumed after ${kept} ledger entries`,
        );
      }
    }),
    runCheck(trial, 'future-position', 'takes a position from the far future without landing anything', async () => {
      if (await isQueue(trial)) notApplicable('A queue has no position.');
      await using service = await trial.service();
      const { from, to } = await service.window();
      const { granularity, overlap } = await trial.rules();
      if (to.getTime() - overlap > from.getTime()) await service.add(from);
      const future = minutesAfter(now, 10 * 365 * 24 * 60);
      await using ahead = await trial.service({ server: service.server });
      await service.add(new Date((await ahead.window(future)).to.getTime() - granularity));
      await ahead.complete({ now: future });
      const head = ahead.entries().at(-1);
      if (head === undefined) throw new Error('The run left no ledger.');
      const window = { from: from.toISOString(), to: to.toISOString() };
      const moved = { ...head.entry, window, coveredFrom: window.from, coveredUntil: window.to };
      const store = new MemoryStore([[head.name, Buffer.from(JSON.stringify(moved))]]);
      await using back = await trial.service({ server: service.server, store });
      await back.complete({ now: await trial.later(1) });
      expectIds(await back.landedIds(), { ids: [] }, 'With a position ten years ahead');
    }),
  ];
}

/** @returns whether the run came to its end before the write */
async function breakWrite(trial: SourceTrial, crash: Crash): Promise<boolean> {
  await using service = await trial.filledService();
  service.store.crash(crash);
  const { report } = await service.run();
  if (report.status === 'completed') return true;
  service.store.revive();
  await service.complete();
  await expectFinished(trial, service, `Killed ${crash.when} write ${crash.at} and run again`);
  return false;
}

const broken = new WeakMap<SourceTrial, Promise<void>>();

/** Rejects if something is lost or doubled; the same for all who ask. */
function breakEveryRequest(trial: SourceTrial): Promise<void> {
  const breaking = broken.get(trial) ?? breakRequests(trial);
  broken.set(trial, breaking);
  return breaking;
}

/** Ends a check that means nothing for a source that cannot even go on after a stop. */
export async function requireResuming(trial: SourceTrial): Promise<void> {
  const aborts = (await abortProblem(trial, 'headers')) === undefined;
  if (aborts) await breakEveryRequest(trial).catch(() => notApplicable('It does not go on rightly after a mere stop.'));
}

async function breakRequests(trial: SourceTrial): Promise<void> {
  for (let at = 0; at < mostSteps; at += 1) if (await breakRequest(trial, at)) return;
}

/** @returns whether the run came to its end before the request */
async function breakRequest(trial: SourceTrial, at: number): Promise<boolean> {
  await using service = await trial.filledService();
  const stop = new AbortController();
  service.server.inject(
    faults.observe(() => stop.abort()),
    { after: at },
  );
  await service.run({ signal: stop.signal });
  if (!stop.signal.aborted) return true;
  await service.complete();
  await expectFinished(trial, service, `Stopped in request ${at} and run again`);
  return false;
}

/** A queue gives again what was not acknowledged, under the same name. */
async function expectFinished(trial: SourceTrial, service: TestedService, when: string): Promise<void> {
  if (await isQueue(trial)) expectIds(await service.committedIds(), service, when);
  else await expectEvents(service, when);
}

/** The store as it was when the ledger had so many entries. */
function storeAsOf(service: TestedService, kept: number): MemoryStore {
  const { objects } = service.store;
  const entries = service.entries().slice(0, kept);
  const named = entries.flatMap(({ entry }) => (entry['objects'] as { name: string }[]).map(({ name }) => name));
  const names = [...entries.map(({ name }) => name), ...named];
  return new MemoryStore(names.map((name) => [name, objects.get(name) ?? Buffer.alloc(0)]));
}

async function isQueue(trial: SourceTrial): Promise<boolean> {
  return (await trial.rules()).resume === 'queue';
}
