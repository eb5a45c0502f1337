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

type Part = 'source' | 'destination' | 'ledger';

function column(part: Part): Column<StreamCheck> {
  return {
    title: part.toUpperCase(),
    value: ({ [part]: outcome }) => (outcome === undefined ? '-' : words[outcome.status]),
    style: ({ [part]: outcome }) => (outcome === undefined ? undefined : colors[outcome.status]),
  };
}

/** What connecting showed, for people: a line for each stream, then each failure in full. */
export async function checkTable(checks: readonly StreamCheck[], paint: Painter): Promise<string> {
  const hasLedgers = checks.some(({ ledger }) => ledger !== undefined);
  const parts: readonly Part[] = hasLedgers ? ['source', 'destination', 'ledger'] : ['source', 'destination'];
  const columns = [{ title: 'STREAM', value: ({ id }: StreamCheck) => id }, ...parts.map(column)];
  const failures = checks.flatMap(({ id, ...check }) =>
    parts.flatMap((part) => {
      const outcome = check[part];
      return outcome?.status === 'failed' ? [{ title: `${id}, ${part}`, error: outcome.error }] : [];
    }),
  );
  const texts = failures.map(
    async ({ title, error }) => `${paint('bold', oneLine(title))}: ${await formatError(error, { paint })}`,
  );
  return [table(checks, columns, paint), ...(await Promise.all(texts))].join('\n\n');
}
