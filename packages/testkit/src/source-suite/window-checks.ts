import { type Check, notApplicable } from '../conformance/check.ts';
import { expectEvents, expectIds } from './expect-events.ts';
import { runCheck } from './source-check.ts';
import type { SourceTrial } from './source-trial.ts';
import { now } from './trial-times.ts';

/** What one run covers, and the next. */
export function windowChecks(trial: SourceTrial): Check[] {
  return [
    runCheck(trial, 'second-run', 'lands nothing of the first run in a second and a third', async () => {
      await using service = await trial.filledService();
      await service.complete();
      const before = await service.landedIds();
      await service.complete();
      expectIds(await service.landedIds(), { ids: before }, 'After a second run at the same time');
      const later = await trial.later(1);
      await service.add(minus((await service.window(later)).to, (await trial.rules()).granularity));
      await service.complete({ now: later });
      await expectEvents(service, 'After a third run, 10 minutes later', { again: await trial.repeatable(service) });
    }),
    runCheck(trial, 'empty-window', 'moves on over windows without events', async () => {
      await using service = await trial.service();
      for (const run of [0, 1, 2]) {
        const at = await trial.later(run);
        const { to } = await service.window(at);
        const { report } = await service.complete({ now: at });
        if (report.coveredUntil === to.toISOString()) continue;
        throw new Error(`After an empty window that ended ${to.toISOString()}, it is at ${report.coveredUntil}.`);
      }
      const last = await trial.later(3);
      const { to } = await service.window(last);
      const { granularity } = await trial.rules();
      await service.add(minus(to, granularity));
      await service.complete({ now: last });
      await expectEvents(service, 'After three empty windows and one event');
    }),
    runCheck(trial, 'window-edges', 'takes events on the edges of windows once', async () => {
      await using service = await trial.service();
      const { granularity } = await trial.rules();
      const { from, to } = await service.window();
      const at = (time: Date, steps: number): Date => new Date(time.getTime() + steps * granularity);
      const [onEdge, beyond] = [at(to, 0), at(to, 1)];
      await service.add(at(from, 0), at(from, 1), at(to, -1));
      // What has not happened yet cannot be seen.
      if (onEdge < now) await service.add(onEdge);
      await service.complete();
      await service.add(...(onEdge < now ? [beyond] : [onEdge, beyond]));
      await service.complete({ now: await trial.later(2) });
      await expectEvents(service, 'After two runs', { again: await trial.repeatable(service) });
    }),
    runCheck(trial, 'asked-window', 'collects exactly the span that is asked for', async () => {
      if ((await trial.rules()).resume === 'queue') notApplicable('A queue gives what it has.');
      await using service = await trial.service();
      const { granularity } = await trial.rules();
      const whole = await service.window();
      const [from = whole.from, to = whole.to] = await trial.times(service, 2);
      await service.add(minus(from, granularity));
      const wanted = await service.add(from, minus(to, granularity));
      await service.add(to);
      await service.complete({ windows: [{ from, to }] });
      await expectEvents(service, `After a run for ${from.toISOString()} to ${to.toISOString()}`, { ids: wanted });
    }),
    runCheck(trial, 'late-events', 'collects events that show up late', async () => {
      const { lag, granularity } = await trial.rules();
      if (lag === 0) notApplicable('Neither the source nor the conformance module says that events come late.');
      await using service = await trial.service();
      const { from } = await service.window();
      const earliest = Math.max(from.getTime(), now.getTime() - lag);
      const late = new Date((Math.floor(earliest / granularity) + 1) * granularity);
      await service.add(from);
      await service.complete();
      await service.add(late);
      await service.complete({ now: await trial.later(1) });
      const where = `With an event of ${late.toISOString()} that came after ${now.toISOString()}`;
      await expectEvents(service, where, { again: await trial.repeatable(service) });
    }),
  ];
}

function minus(time: Date, milliseconds: number): Date {
  return new Date(time.getTime() - milliseconds);
}
