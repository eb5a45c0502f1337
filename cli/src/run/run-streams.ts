import type { RunReport, Stream } from '@hatchery/engine';
import { handleFaults } from '../base/process-faults.ts';
import { print } from '../base/print.ts';
import { exitCode, exitCodeOfReport, exitCodeOfSignal } from '../exit-code.ts';
import { captureConsole } from '../log/capture-console.ts';
import { createLog, type Log } from '../log/log.ts';
import type { LogRecord } from '../log/log-record.ts';
import { jsonText } from '../output/json-text.ts';
import { painterFor } from '../output/painter.ts';
import { versions } from '../versions.ts';
import { loadStreams } from './load-streams.ts';
import { type Interruption, listenForInterruption } from './interruption.ts';
import { plainView } from './plain-view.ts';
import { reportJson } from './report-json.ts';
import type { RunRequest } from './run-request.ts';
import type { RunView } from './run-view.ts';
import { summary } from './summary.ts';

/** Runs the streams that were asked for, shows it, prints the result. Gives the exit code. */
export async function runStreams(request: RunRequest): Promise<number> {
  const log = createLog(request.log);
  const streams = await loadStreams(request, (record) => log.write(record));
  const view = await chooseView(log, streams.length);
  const say = (level: LogRecord['level'], message: string, fields: LogRecord['fields'] = {}): void =>
    view.say({ level, time: new Date(), message, fields });
  let faults = 0;
  handleFaults(
    (error) => {
      faults += 1;
      say('error', 'An error that nobody caught. A plugin forgot a promise or a listener, or hatchery did.', { error });
    },
    (warning) =>
      say(warning.name === 'ExperimentalWarning' ? 'debug' : 'warn', warning.message, { name: warning.name }),
  );
  captureConsole((line) => say('info', line, { from: 'console' }));
  const interruption = listenForInterruption({
    onStop: (signal) => say('warn', `Stopping, because of ${signal}. Once more quits at once.`),
    onQuit: (signal) => {
      view.end();
      process.exit(exitCodeOfSignal(signal));
    },
  });
  const report = await runEngine(request, streams, view, interruption).catch((error: unknown) => {
    say('error', 'The run broke down.', { error });
    return undefined;
  });
  interruption.end();
  view.end();
  if (report === undefined) return exitCode.failed;
  const code = codeOf(report, interruption.received, faults);
  print(request.json ? jsonText(reportJson(report, code)) : await summary(report, painterFor(process.stdout)));
  return code;
}

async function runEngine(
  { windows, concurrency, retries, now }: RunRequest,
  streams: readonly Stream[],
  view: RunView,
  { signal }: Interruption,
): Promise<RunReport> {
  const { run } = await import('@hatchery/engine');
  return run(streams, {
    signal,
    now,
    versions: versions(),
    onEvent: (event) => view.onEvent(event),
    ...(windows !== undefined && { windows }),
    ...(concurrency !== undefined && { concurrency }),
    ...(retries !== undefined && { retry: { retries } }),
  });
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
