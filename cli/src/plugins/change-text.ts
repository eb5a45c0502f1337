import type { ChangeReport, PackageChange } from '@hatchery/host/install';
import { oneLine } from '../output/printable.ts';
import { type Column, table } from '../output/table.ts';
import type { Painter } from '../output/painter.ts';

const columns: readonly Column<PackageChange>[] = [
  { title: 'PACKAGE', value: ({ name }) => name },
  { title: 'BEFORE', value: ({ from }) => from ?? '-' },
  { title: 'AFTER', value: ({ to }) => to ?? '-' },
];

/** What was changed, for people. */
export function changeText(report: ChangeReport, paint: Painter): string {
  const { changes, directory, outcome, command } = report;
  if (outcome === 'declined') return 'Nothing was changed.';
  if (command !== undefined) {
    return `${outcome === 'planned' ? 'Would run' : 'Ran'} \`${oneLine(command.line)}\` in ${oneLine(command.directory)}.`;
  }
  const { packages, skippedScripts } = changes;
  const planned = outcome === 'planned' ? ' would be' : '';
  const parts = [
    packages.length === 0
      ? `No package in ${oneLine(directory)}${planned === '' ? ' was' : planned} changed.`
      : `${table(packages, columns, paint)}\n\n${outcome === 'planned' ? 'Would change' : 'Changed'} ${oneLine(directory)}`,
    ...(skippedScripts.length === 0
      ? []
      : [`Install scripts that were not run: ${oneLine(skippedScripts.join(', '))}`]),
  ];
  return parts.join('\n');
}
