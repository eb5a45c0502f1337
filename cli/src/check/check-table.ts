import type { CheckOutcome, StreamCheck } from '@hatchery/engine';
import { formatError } from '../output/format-error.ts';
import type { Painter } from '../output/painter.ts';
import { oneLine } from '../output/printable.ts';
import { type Column, table } from '../output/table.ts';

const words = { ok: 'ok', unsupported: 'not supported', failed: 'failed' } as const satisfies Record<
  CheckOutcome['status'],
  string
>;
const colors = { ok: 'green', unsupported: 'dim', failed: 'red' } as const satisfies Record<
  CheckOutcome['status'],
  string
>;

const columns: readonly Column<StreamCheck>[] = [
  { title: 'STREAM', value: ({ id }) => id },
  { title: 'SOURCE', value: ({ source }) => words[source.status], style: ({ source }) => colors[source.status] },
  {
    title: 'DESTINATION',
    value: ({ destination }) => words[destination.status],
    style: ({ destination }) => colors[destination.status],
  },
];

/** What connecting showed, for people: a line for each stream, then each failure in full. */
export async function checkTable(checks: readonly StreamCheck[], paint: Painter): Promise<string> {
  const failures = checks.flatMap(({ id, source, destination }) => [
    ...(source.status === 'failed' ? [{ title: `${id}, source`, error: source.error }] : []),
    ...(destination.status === 'failed' ? [{ title: `${id}, destination`, error: destination.error }] : []),
  ]);
  const texts = failures.map(
    async ({ title, error }) => `${paint('bold', oneLine(title))}: ${await formatError(error, { paint })}`,
  );
  return [table(checks, columns, paint), ...(await Promise.all(texts))].join('\n\n');
}
