import type { Difference, DifferenceKind, VerifyReport } from '@hatchery/engine';
import { count } from '../output/count.ts';
import { formatError } from '../output/format-error.ts';
import type { Painter } from '../output/painter.ts';
import { oneLine } from '../output/printable.ts';
import { bytesText } from '../output/units.ts';

const longestKind = 'unreadable'.length;

const colors = {
  missing: 'red',
  altered: 'red',
  unreadable: 'red',
  chain: 'red',
  unknown: 'yellow',
} as const satisfies Record<DifferenceKind, string>;

/** What a verification found, for people: a line for each difference, what could not be read, and a line for all. */
export async function verifyText(report: VerifyReport, deep: boolean, paint: Painter): Promise<string> {
  const { differences, differenceCount, errors } = report;
  const hidden = differenceCount - differences.length;
  const lines = differences.map((difference) => differenceLine(difference, paint));
  const parts = [
    [...lines, ...(hidden > 0 ? [`and ${hidden} more`] : [])].join('\n'),
    ...(await Promise.all(errors.map((error) => formatError(error, { paint })))),
    [verdict(report, paint), ...remarks(report, deep)].join('\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function differenceLine({ kind, name, detail, stream }: Difference, paint: Painter): string {
  const where = stream === undefined ? '' : paint('dim', ` (stream ${oneLine(stream)})`);
  return `${paint(colors[kind], kind.padEnd(longestKind))}  ${oneLine(name)}: ${oneLine(detail ?? '')}${where}`;
}

function verdict({ objects, bytes, entries, differenceCount, errors }: VerifyReport, paint: Painter): string {
  const amount = `${count(objects, 'object')} (${bytesText(bytes)}), ${entries} ledger ${entries === 1 ? 'entry' : 'entries'}`;
  if (differenceCount > 0) return `${paint('red', count(differenceCount, 'difference'))}: ${amount}.`;
  if (errors.length > 0)
    return `${paint('red', 'not verified')}: ${count(errors.length, 'destination')}; elsewhere ${amount}.`;
  return `${paint('green', 'ok')}: ${amount}, all as recorded.`;
}

function remarks({ open, discarded }: VerifyReport, deep: boolean): string[] {
  return [
    ...(open > 0 ? [`${count(open, 'object')} of windows that are still open: not counted yet.`] : []),
    ...(discarded > 0
      ? [`${count(discarded, 'object')} left by attempts that broke off: the ledger does not count them.`]
      : []),
    ...(deep ? [] : ['Compared were sizes, and checksums where the store has its own; --deep reads the bytes.']),
  ];
}
