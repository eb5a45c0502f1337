import cliTruncate from 'cli-truncate';
import { count } from '../output/count.ts';
import type { Painter } from '../output/painter.ts';
import { oneLine } from '../output/printable.ts';
import { bytesText, durationText } from '../output/units.ts';
import type { Progress, StreamProgress } from './progress.ts';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** What a live view shows: a line for each running stream, as many as the terminal has room for, and one for all. */
export function progressLines(progress: Progress, size: TerminalSize, now: number, paint: Painter): string {
  const { running } = progress;
  // One row for the last line, one that the cursor stands on, and one for what does not fit.
  const room = Math.max(0, size.rows - 3);
  const shown = running.slice(0, room).map((stream) => streamLine(stream, now, paint));
  const hidden = running.length - shown.length;
  const lines = [
    ...shown,
    ...(hidden > 0 ? [paint('dim', `… and ${count(hidden, 'more stream')}`)] : []),
    totalLine(progress, paint),
  ];
  return lines.map((line) => cliTruncate(line, Math.max(1, size.columns - 1))).join('\n');
}

function streamLine(stream: StreamProgress, now: number, paint: Painter): string {
  const elapsed = Math.max(0, now - stream.startedAt);
  const rate = elapsed === 0 ? 0 : (stream.bytes * 1_000) / elapsed;
  const amounts = `${count(stream.objects, 'object')}, ${bytesText(stream.bytes)}, ${bytesText(Math.round(rate))}/s`;
  return `${paint('bold', oneLine(stream.id))}  ${stateText(stream, now, paint)}  ${amounts}`;
}

function stateText({ state, waiting }: StreamProgress, now: number, paint: Painter): string {
  if (waiting === undefined) return paint('cyan', state);
  const left = durationText(Math.max(0, Math.ceil((waiting.until.getTime() - now) / 1_000) * 1_000));
  return paint('yellow', `waiting ${left} for ${oneLine(waiting.reason)}`);
}

function totalLine({ ended, total, failed }: Progress, paint: Painter): string {
  const failures = failed === 0 ? '' : paint('red', `, ${failed} failed`);
  return `${paint('bold', `${ended}/${total}`)} streams done${failures}`;
}
