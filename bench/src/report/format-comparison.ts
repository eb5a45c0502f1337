import type { Comparison } from '../compare.ts';
import { headings, sideRow } from './side-row.ts';
import { goalRow } from './goal-row.ts';

/** The comparison as a table for people at a terminal. */
export function formatComparison(comparison: Comparison): string {
  const { title, sides, skipped, goals } = comparison;
  const rows = [headings, ...sides.map((side) => sideRow(side))];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join('  '));
  return [
    title,
    ...lines,
    ...skipped.map(({ name, why }) => `${name} is left out: ${why}`),
    ...goals.map((goal) => goalRow(goal).join(' · ')),
    '',
  ].join('\n');
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
