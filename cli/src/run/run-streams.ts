import type { RunEvent, RunOptions, RunReport } from '@hatchery/engine';
import { claimFault } from '@hatchery/engine/plugin-scope';
import { endProcess } from '../base/end-process.ts';
import { handleFaults } from '../base/process-faults.ts';
import { print } from '../base/print.ts';
import { exitCode, exitCodeOfReport, exitCodeOfSignal } from '../exit-code.ts';
import { captureConsole } from '../log/capture-console.ts';
import { createLog, type Log } from '../log/log.ts';
import type { LogRecord } from '../log/log-record.ts';
import { noiseRecords } from '../log/noise.ts';
import { count } from '../output/count.ts';
import { jsonText } from '../output/json-text.ts';
import { painterFor } from '../output/painter.ts';
import { versions } from '../versions.ts';
import { loadStreams } from './load-streams.ts';
import { type Interruption, listenForInterruption } from './interruption.ts';
import { plainView } from './plain-view.ts';
import { reportJson } from './report-json.ts';
import { planRun, type RunPlan } from './run-plan.ts';
import { failureOutcome } from './failure-outcome.ts';
import { RunReporter } from './run-reporter.ts';
import type { RunRequest } from './run-request.ts';
import type { RunView } from './run-view.ts';
import { summary } from './summary.ts';
import { tellFailure } from './tell-failure.ts';

/** Runs the streams that were asked for, shows it, prints the result, tells others of it. Gives the exit code. */
export async function runStreams(request: RunRequest): Promise<number> {
  const log = createLog(request.log);
  const reporter = new RunReporter(({ code, message, hint }) =>
    log.write({ level: 'warn', time: new Date(), message, fields: { code, ...(hint !== undefined && { hint }) } }),
  );
  const outcome = await runAndShow(request, log, reporter).catch(async (error: unknown) => ({
    ...failureOutcome(error),
    exitCode: await tellFailure(error, request),
  }));
  await tell(reporter, outcome);
  return outcome.exitCode;
}

/** A signal ends it: what was asked for is done, so it does not change the exit code, unless it comes twice. */
async function tell(reporter: RunReporter, outcome: Outcome): Promise<void> {
  const interruption = listenForInterruption({
    onStop: () => {},
    onQuit: (signal) => endProcess(exitCodeOfSignal(signal)),
  });
  await reporter.end(outcome, interruption.signal);
  interruption.end();
}

type Outcome = Parameters<RunReporter['end']>[0];

async function runAndShow(request: RunRequest, log: Log, reporter: RunReporter): Promise<Outcome> {
  const noise = noiseRecords();
  captureConsole((line) => noise(line).forEach((record) => log.write(record)));
  const loaded = await loadStreams(
    request,
    (record) => log.write(record),
    (project) => reporter.open(project.report),
  );
  reporter.setStreams(loaded);
  const plan = await planRun(request, loaded);
  const view = await chooseView(log, plan.streams.length);
  const say = (level: LogRecord['level'], message: string, fields: LogRecord['fields'] = {}): void =>
    view.say({ level, time: new Date(), message, fields });
  let faults = 0;
  handleFaults(
    (error) => {
      const fault = claimFault(error);
      // A stream's fault is in its report.
      if (fault?.context.stream === undefined) faults += 1;
      if (fault !== undefined) return;
      say('error', 'An error that nobody caught. A plugin forgot a promise or a listener, or hatchery did.', { error });
    },
    (warning) =>
      say(warning.name === 'ExperimentalWarning' ? 'debug' : 'warn', warning.message, { name: warning.name }),
  );
  captureConsole((line) => noise(line).forEach((record) => view.say(record)));
  const interruption = listenForInterruption({
    onStop: (signal) => say('warn', `Stopping, because of ${signal}. Once more quits at once.`),
    onQuit: (signal) => {
      view.end();
      endProcess(exitCodeOfSignal(signal));
    },
  });
  const onEvent = (event: RunEvent): void => {
    view.onEvent(event);
    reporter.onEvent(event);
  };
  const ended = await runEngine(request, plan, { id: reporter.facts.run, onEvent }, interruption).then(
    (report) => ({ report }),
    (error: unknown) => {
      say('error', 'The run broke down.', { error });
      return failureOutcome(error);
    },
  );
  interruption.end();
  view.end();
  const signal = interruption.received;
  if (!('report' in ended)) return { ...ended, exitCode: exitCode.failed, signal };
  const { report } = ended;
  const code = codeOf(report, signal, faults);
  const document = reportJson(report, code);
  if (request.json) print(jsonText(document));
  else if (request.gaps && report.streams.length === 0) print(`${count(loaded.length, 'stream')}: no gaps to fill.`);
  else print(await summary(report, painterFor(process.stdout)));
  return { exitCode: code, signal, report, document };
}

async function runEngine(
  { concurrency, retries, now }: RunRequest,
  { streams, windows, failed }: RunPlan,
  { id, onEvent }: Required<Pick<RunOptions, 'id' | 'onEvent'>>,
  { signal }: Interruption,
): Promise<RunReport> {
  const { run } = await import('@hatchery/engine');
  const report = await run(streams, {
    id,
    signal,
    now,
    versions: versions(),
    onEvent,
    ...(windows !== undefined && { windows }),
    ...(concurrency !== undefined && { concurrency }),
    ...(retries !== undefined && { retry: { retries } }),
  });
  return { ...report, streams: [...report.streams, ...failed] };
}

/** The live view is for a person who watches a terminal, and reads text. */
async function chooseView(log: Log, total: number): Promise<RunView> {
  const { format, target } = log.options;
  const watched = process.stderr.isTTY && process.env['TERM'] !== 'dumb';
  if (!watched || format === 'json' || target.kind === 'stdout') return plainView(log);
  const { liveView } = await import('./live-view.ts');
  return liveView(process.stderr, log, total);
}

function codeOf(report: RunReport, signal: NodeJS.Signals | undefined, faults: number): number {
  if (signal !== undefined) return exitCodeOfSignal(signal);
  const code = exitCodeOfReport(report);
  return code !== exitCode.failed && faults > 0 ? exitCode.failed : code;
}
