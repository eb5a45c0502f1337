import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goalRow } from './goal-row.ts';
import { markdownTable } from './markdown-table.ts';
import { plot } from './plot.ts';
import type { Result } from './results-folder.ts';
import { headings, sideRow } from './side-row.ts';

const docs = join(import.meta.dirname, '..', '..', '..', 'docs');
const page = join(docs, 'benchmarks.md');
const [start, end] = ['<!-- begin of what `npm run bench` writes -->', '<!-- end of what `npm run bench` writes -->'];

/** Writes the plot, and the part of `docs/benchmarks.md` between the marks. */
export async function writePage(results: readonly Result[]): Promise<void> {
  const text = await readFile(page, 'utf8');
  await writeFile(page, replaceBetween(text, results.map(section).join('\n')));
  await writeFile(join(docs, 'benchmarks.svg'), plot(results));
}

/** @throws Error if the marks are not there */
export function replaceBetween(text: string, generated: string): string {
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`docs/benchmarks.md lost its marks: ${start} and ${end}`);
  return `${text.slice(0, from + start.length)}\n\n${generated.trim()}\n\n${text.slice(to)}`;
}

/** One workload of the page. */
export function section({ title, description, sides, skipped, goals, machine, measuredAt }: Result): string {
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  return [
    `### ${title}`,
    '',
    description,
    '',
    markdownTable(['goal', 'limit', 'measured', ''], goals.map(goalRow)),
    '',
    markdownTable(headings, sides.map(sideRow), 1),
    '',
    ...skipped.map(({ name, why }) => `${name} did not take part: ${why}.\n`),
    `Measured on ${measuredAt.slice(0, 10)}: ${machine.processors}, ${machine.memory}, ${machine.system}; ${versions.join(', ')}.`,
    '',
  ].join('\n');
}
