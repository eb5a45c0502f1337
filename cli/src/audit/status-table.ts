import { count } from '../output/count.ts';
import type { Painter } from '../output/painter.ts';
import { type Column, table } from '../output/table.ts';
import { bytesText, durationText } from '../output/units.ts';
import type { JudgedStatus } from './status-json.ts';

/** How each stream is doing, for people, a line for each. */
export function statusTable(streams: readonly JudgedStatus[], now: Date, paint: Painter): string {
  const columns: readonly Column<JudgedStatus>[] = [
    { title: 'STREAM', value: ({ id }) => id },
    { title: 'LAST COMMIT', value: ({ error, lastCommit }) => (error ? 'unknown' : (lastCommit ?? 'never')) },
    { title: 'COVERED UNTIL', value: ({ coveredUntil }) => coveredUntil ?? '-' },
    { title: 'LAG', value: lagText, align: 'right', style: ({ late }) => (late ? 'red' : undefined) },
    { title: 'GAPS', value: gapsText, align: 'right', style: ({ gaps }) => (gaps.length > 0 ? 'yellow' : undefined) },
    { title: 'WINDOW', value: windowText },
    { title: 'OBJECTS', value: ({ error, objects }) => (error ? '-' : String(objects)), align: 'right' },
    { title: 'BYTES', value: ({ error, bytes }) => (error ? '-' : bytesText(bytes)), align: 'right' },
    {
      title: 'LOSES IN',
      value: (status) => leftText(status, now),
      align: 'right',
      style: (status) => leftStyle(status, now),
    },
  ];
  return table(streams, columns, paint);
}

/** What all streams come to, in one line. */
export function statusTotal(streams: readonly JudgedStatus[]): string {
  const parts = [
    { number: streams.filter(({ gaps }) => gaps.length > 0).length, what: 'with gaps' },
    { number: streams.filter(({ late }) => late).length, what: 'late' },
    { number: streams.filter(({ error }) => error !== undefined).length, what: 'unreadable' },
  ].flatMap(({ number, what }) => (number > 0 ? [`${number} ${what}`] : []));
  return `${count(streams.length, 'stream')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`;
}

function lagText({ lagMs }: JudgedStatus): string {
  return lagMs === undefined ? '-' : durationText(lagMs);
}

function gapsText({ error, gaps }: JudgedStatus): string {
  return error ? '-' : String(gaps.length);
}

function windowText({ openWindow, heldBy }: JudgedStatus): string {
  if (openWindow === undefined) return '-';
  return heldBy === undefined ? 'open' : 'at work';
}

function leftText({ losesFrom }: JudgedStatus, now: Date): string {
  if (losesFrom === undefined) return '-';
  const left = Date.parse(losesFrom) - now.getTime();
  return left > 0 ? durationText(left) : 'now';
}

/** A day is what it takes to notice and to mend something. */
function leftStyle({ losesFrom }: JudgedStatus, now: Date): 'red' | undefined {
  return losesFrom !== undefined && Date.parse(losesFrom) - now.getTime() < 86_400_000 ? 'red' : undefined;
}
