import type { StreamPlan } from '@hatchery/engine';
import { print } from '../base/print.ts';
import { reportFailure } from '../base/report-failure.ts';
import { exitCode } from '../exit-code.ts';
import { createLog } from '../log/log.ts';
import { count } from '../output/count.ts';
import { errorJson } from '../output/error-json.ts';
import { jsonText } from '../output/json-text.ts';
import { painterFor } from '../output/painter.ts';
import { type Column, table } from '../output/table.ts';
import { loadStreams } from './load-streams.ts';
import { planRun } from './run-plan.ts';
import type { RunRequest } from './run-request.ts';

const columns: readonly Column<StreamPlan>[] = [
  { title: 'STREAM', value: ({ id }) => id },
  { title: 'FROM', value: ({ windows }) => windows[0]?.from.toISOString() ?? '-' },
  { title: 'TO', value: ({ windows }) => windows.at(-1)?.to.toISOString() ?? '-' },
  { title: 'WINDOWS', value: ({ windows }) => String(windows.length), align: 'right' },
];

/** Shows what a run would ask for. Reads ledgers, writes nothing. Gives the exit code. */
export async function dryRun(request: RunRequest): Promise<number> {
  const log = createLog(request.log);
  const loaded = await loadStreams(request, (record) => log.write(record));
  const { streams, windows, failed } = await planRun(request, loaded);
  const { planStreams } = await import('@hatchery/engine');
  const plans = await planStreams(streams, windows, request.now);
  for (const { error } of failed) await reportFailure(error, false);
  const code = failed.length > 0 ? exitCode.failed : exitCode.completed;
  if (request.json) {
    const errors = failed.map(({ id, error }) => ({ id, error: errorJson(error) }));
    print(jsonText({ dryRun: true, streams: plans, ...(errors.length > 0 && { errors }) }));
    return code;
  }
  if (plans.length > 0) print(`${table(plans, columns, painterFor(process.stdout))}\n`);
  print(`${count(plans.length, 'stream')} would run. Nothing was collected.`);
  return code;
}
