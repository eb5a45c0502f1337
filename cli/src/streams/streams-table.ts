import type { Painter } from '../output/painter.ts';
import { type Column, table } from '../output/table.ts';
import type { ListedStream } from './list-streams.ts';

const columns: readonly Column<ListedStream>[] = [
  { title: 'ID', value: ({ id }) => id },
  { title: 'TAGS', value: ({ tags }) => (tags.length === 0 ? '-' : tags.join(',')) },
  { title: 'SOURCE', value: ({ source }) => source },
  { title: 'DESTINATION', value: ({ destination }) => destination },
  { title: 'LAST COMMIT', value: ({ lastCommit }) => commitText(lastCommit) },
  { title: 'COVERED UNTIL', value: ({ lastCommit }) => lastCommit?.coveredUntil ?? '-' },
];

/** The streams, for people. */
export function streamsTable(streams: readonly ListedStream[], paint: Painter): string {
  return table(streams, columns, paint);
}

function commitText(position: ListedStream['lastCommit']): string {
  if (position === undefined) return 'unknown';
  return position === null ? 'never' : position.committedAt;
}
