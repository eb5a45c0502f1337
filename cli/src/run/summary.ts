import type { RunReport, StreamReport, StreamStatus } from '@hatchery/engine';
import { count } from '../output/count.ts';
import { formatError } from '../output/format-error.ts';
import type { Painter } from '../output/painter.ts';
import { oneLine } from '../output/printable.ts';
import { type Column, table } from '../output/table.ts';
import { bytesText, durationText } from '../output/units.ts';

const colors = { completed: 'green', failed: 'red', held: 'yellow', cancelled: 'yellow' } as const satisfies Record<
  StreamStatus,
  string
>;

const columns: readonly Column<StreamReport>[] = [
  { title: 'STREAM', value: ({ id }) => id },
  { title: 'STATUS', value: ({ status }) => status, style: ({ status }) => colors[status] },
  { title: 'OBJECTS', value: ({ objectCount }) => String(objectCount), align: 'right' },
  { title: 'BYTES', value: ({ bytes }) => bytesText(bytes), align: 'right' },
  { title: 'STORED', value: ({ storedBytes }) => bytesText(storedBytes), align: 'right' },
  {
    title: 'REQUESTS',
    value: ({ requests, retries }) => (retries === 0 ? String(requests) : `${requests} (${retries} again)`),
    align: 'right',
  },
  { title: 'TIME', value: ({ durationMs }) => durationText(durationMs), align: 'right' },
  { title: 'COVERED UNTIL', value: ({ coveredUntil }) => coveredUntil ?? '-' },
];

/** What a run did, for people: a line for each stream, why any was not completed, and a line for all. */
export async function summary(report: RunReport, paint: Painter): Promise<string> {
  // A cancelled stream has nothing to explain: whoever reads this cancelled it.
  const unfinished = report.streams.filter(({ error, status }) => error !== undefined && status !== 'cancelled');
  const parts = [
    ...(report.streams.length > 0 ? [table(report.streams, columns, paint)] : []),
    ...(await Promise.all(unfinished.map((stream) => reason(stream, paint)))),
    total(report),
  ];
  return parts.join('\n\n');
}

async function reason({ id, error }: StreamReport, paint: Painter): Promise<string> {
  return `${paint('bold', oneLine(id))}: ${await formatError(error, { paint })}`;
}

function total({ streams, durationMs }: RunReport): string {
  const statuses = (Object.keys(colors) as StreamStatus[])
    .map((status) => ({ status, number: streams.filter((stream) => stream.status === status).length }))
    .filter(({ number, status }) => number > 0 || status === 'completed')
    .map(({ status, number }) => `${number} ${status}`);
  const objects = streams.reduce((sum, stream) => sum + stream.objectCount, 0);
  const bytes = streams.reduce((sum, stream) => sum + stream.bytes, 0);
  return `${count(streams.length, 'stream')}: ${statuses.join(', ')}; ${count(objects, 'object')}, ${bytesText(bytes)} in ${durationText(durationMs)}`;
}
