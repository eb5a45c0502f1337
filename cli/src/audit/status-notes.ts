import { formatError } from '../output/format-error.ts';
import type { Painter } from '../output/painter.ts';
import { oneLine } from '../output/printable.ts';
import { durationText } from '../output/units.ts';
import type { JudgedStatus } from './status-json.ts';

type Span = JudgedStatus['gaps'][number];

/** So many spans are shown for each stream. */
const mostShown = 10;

/** What a table has no room for: what is missing, who is at work, why a ledger could not be read. A paragraph for each stream. */
export async function statusNotes(streams: readonly JudgedStatus[], paint: Painter): Promise<readonly string[]> {
  const notes = await Promise.all(streams.map((status) => notesOf(status, paint)));
  return notes.flatMap((lines, index) => {
    const id = paint('bold', oneLine(streams[index]?.id ?? ''));
    return lines.length === 0 ? [] : [lines.map((line) => `${id}: ${line}`).join('\n')];
  });
}

async function notesOf(
  { error, gaps, openBackfills, openWindow, heldBy }: JudgedStatus,
  paint: Painter,
): Promise<string[]> {
  if (error !== undefined) return [await formatError(error, { paint })];
  return [
    ...spanLines(gaps, 'gap'),
    ...spanLines(openBackfills, 'unfinished backfill'),
    ...(openWindow === undefined ? [] : [`open window ${spanText(openWindow)}`]),
    ...(heldBy === undefined
      ? []
      : [`held by ${oneLine(heldBy.holder)} since ${oneLine(heldBy.since)}, at least until ${oneLine(heldBy.until)}`]),
  ];
}

function spanLines(spans: readonly Span[], what: string): string[] {
  const lines = spans.slice(0, mostShown).map((span) => `${what} ${spanText(span)}`);
  return spans.length > mostShown ? [...lines, `and ${spans.length - mostShown} more`] : lines;
}

function spanText({ from, to }: Span): string {
  return `${from} to ${to} (${durationText(Date.parse(to) - Date.parse(from))})`;
}
