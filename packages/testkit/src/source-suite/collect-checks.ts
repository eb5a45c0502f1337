import { type Check, check, notApplicable } from '../conformance/check.ts';
import { contractProblem } from './contract-checks.ts';
import { expectEvents, expectIds } from './expect-events.ts';
import { repeatLastPage } from './repeat-last-page.ts';
import { requireResuming } from './resume-checks.ts';
import { runCheck } from './source-check.ts';
import type { SourceTrial } from './source-trial.ts';

/** So many requests are far more than the few pages of the suite take. */
const endless = 60;

/** What is collected when the service does nothing wrong. */
export function collectChecks(trial: SourceTrial): Check[] {
  return [
    check('collect-all', 'lands every event of the window once', async () => {
      const plain = await trial.plain().catch(() => notApplicable('The run hangs.'));
      if (contractProblem(plain) !== undefined) notApplicable('The source breaks the contract.');
      if (plain.report.status !== 'completed') {
        throw new Error(`The run ended "${plain.report.status}".`, { cause: plain.report.error });
      }
      expectIds(plain.landedIds, plain, 'After one run');
    }),
    runCheck(trial, 'several-pages', 'is given several pages by the local server', async () => {
      const { pages, ids } = await trial.plain();
      if (pages.length >= 3) return;
      throw new Error(`${ids.length} events came in ${pages.length} object(s); give smaller pages in \`config\`.`);
    }),
    runCheck(trial, 'raw-bytes', 'lands answers in the bytes that came', async () => {
      const { landed, answers } = await trial.plain();
      if (answers.size === 0) notApplicable('The local server does not keep the bytes that it sent.');
      const changed = landed.find(({ bytes }) => !answers.has(bytes.toString('latin1')));
      if (changed !== undefined) throw new Error(`The bytes of ${changed.name} are those of no answer.`);
    }),
    runCheck(trial, 'same-names', 'gives the same names when it collects the same again', async () => {
      await using service = await trial.filledService();
      await service.complete();
      const [first, second] = [(await trial.plain()).landed, await service.harness.landed()];
      const other = second.find(({ name }, index) => name !== first[index]?.name);
      if (other !== undefined) throw new Error(`${other.name} had another name in the run before.`);
    }),
    runCheck(trial, 'equal-times', 'lands events of one moment, however pages part them', async () => {
      await using service = await trial.service();
      const [before, at, after] = await trial.times(service, 3);
      if (before === undefined || at === undefined || after === undefined) throw new Error('The window is too short.');
      await service.add(before, ...Array.from({ length: 11 }, () => at), after);
      await service.complete();
      await expectEvents(service, 'After one run');
    }),
    runCheck(trial, 'full-last-page', 'ends after a last page that is full', async () => {
      const size = Math.max(...(await trial.plain()).pages);
      for (const count of [size, 2 * size]) {
        await using service = await trial.service();
        await service.add(...(await trial.times(service, count)));
        await service.complete();
        await expectEvents(service, `With ${count} events on pages of ${size}`);
      }
    }),
    runCheck(trial, 'repeated-page', 'ends when the service gives one page for ever, and loses nothing', async () => {
      await requireResuming(trial);
      // The first page of another window is no page that comes again.
      const { oneWindow, resume } = await trial.rules();
      if (resume === 'queue') notApplicable('A queue gives a message again until it is acknowledged.');
      await using service = await trial.filledService({ stream: { lookback: oneWindow } });
      repeatLastPage(service.server, endless);
      await service.run();
      if (service.server.log.length >= endless) throw new Error(`It asked ${endless} times and more.`);
      service.server.heal();
      await service.complete();
      expectIds([...new Set(await service.committedIds())], service, 'After the next run');
    }),
    runCheck(trial, 'side-by-side', 'keeps streams that run at once apart', async () => {
      await using one = await trial.filledService();
      await using other = await trial.filledService({ first: 500 });
      await Promise.all([one.complete(), other.complete()]);
      await expectEvents(one, 'Of the first of two streams');
      await expectEvents(other, 'Of the second of two streams');
    }),
  ];
}
