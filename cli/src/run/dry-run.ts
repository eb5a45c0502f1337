import type { Stream, StreamPlan } from '@hatchery/engine';
import { print } from '../base/print.ts';
import { exitCode } from '../exit-code.ts';
import { createLog } from '../log/log.ts';
import { count } from '../output/count.ts';
import { jsonText } from '../output/json-text.ts';
import { painterFor } from '../output/painter.ts';
import { type Column, table } from '../output/table.ts';
import { loadStreams } from './load-streams.ts';
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
  const streams: readonly Stream[] = await loadStreams(request, (record) => log.write(record));
  const { planStreams } = await import('@hatchery/engine');
  const plans = await planStreams(streams, request.windows, request.now);
  if (request.json) {
    print(jsonText({ dryRun: true, streams: plans }));
    return exitCode.completed;
  }
  if (plans.length > 0) print(`${table(plans, columns, painterFor(process.stdout))}\n`);
  print(`${count(plans.length, 'stream')} would run. Nothing was collected.`);
  return exitCode.completed;
}
