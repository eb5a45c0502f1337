import stringWidth from 'string-width';
import { oneLine } from './printable.ts';
import type { Painter } from './painter.ts';

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  /** Numbers stand under each other's last digit. @default 'left' */
  readonly align?: 'left' | 'right';
  readonly style?: (row: Row) => Parameters<Painter>[0] | undefined;
}

/** Rows under titles, in columns as wide as their widest cell, whatever script it is written in. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], paint: Painter): string {
  const cells = rows.map((row) => columns.map((column) => oneLine(column.value(row))));
  const widths = columns.map((column, index) =>
    cells.reduce((widest, line) => Math.max(widest, stringWidth(line[index] ?? '')), stringWidth(column.title)),
  );
  const line = (texts: readonly string[], style: (index: number) => Parameters<Painter>[0] | undefined): string =>
    columns
      .map((column, index) => {
        const text = texts[index] ?? '';
        const gap = ' '.repeat((widths[index] ?? 0) - stringWidth(text));
        const wanted = style(index);
        const painted = wanted === undefined ? text : paint(wanted, text);
        return column.align === 'right' ? gap + painted : painted + gap;
      })
      .join('  ')
      .trimEnd();
  const head = line(
    columns.map((column) => column.title),
    () => 'bold',
  );
  return [head, ...rows.map((row, at) => line(cells[at] ?? [], (index) => columns[index]?.style?.(row)))].join('\n');
}
