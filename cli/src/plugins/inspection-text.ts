import type { OptionDescription, PluginInspection } from '@hatchery/host';
import type { Painter } from '../output/painter.ts';
import { oneLine, printable } from '../output/printable.ts';
import { durationText } from '../output/units.ts';
import { type Column, table } from '../output/table.ts';

const columns: readonly Column<OptionDescription>[] = [
  { title: 'OPTION', value: ({ name }) => name },
  { title: 'TYPE', value: ({ type }) => type },
  { title: 'DEFAULT', value: (option) => defaultText(option) },
  { title: 'DESCRIPTION', value: ({ description }) => description ?? '' },
];

/** All that is known of a plugin, for people. */
export function inspectionText(inspection: PluginInspection, paint: Painter): string {
  const { plugin, kind, options } = inspection;
  const title = `${paint('bold', oneLine(plugin.name))} ${oneLine(plugin.version)}: ${kind} "${oneLine(plugin.shortName)}", from ${plugin.origin}`;
  const facts = [
    ...(plugin.description === undefined ? [] : [oneLine(plugin.description)]),
    ...(plugin.aliases.length === 0 ? [] : [`Also called: ${plugin.aliases.map(oneLine).join(', ')}`]),
    `Fits: @hatchery/core ${oneLine(plugin.coreRange ?? 'any')}`,
    `Folder: ${oneLine(plugin.directory ?? '')}`,
    `Talks to: ${oneLine(plugin.permissions?.hosts?.join(', ') ?? 'not declared')}`,
    ...sourceFacts(inspection),
  ];
  const parts = [
    [title, ...facts].join('\n'),
    options.length === 0 ? 'It has no options.' : table(options, columns, paint),
    `${paint('bold', 'EXAMPLE')}\n${printable(inspection.example).trimEnd()}`,
  ];
  return parts.join('\n\n');
}

function sourceFacts({ kind, resume, windows, checks }: PluginInspection): string[] {
  if (kind !== 'source') return [];
  const cuts = Object.entries(windows ?? {}).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? durationText(value) : value}`,
  );
  return [
    `Resumes by: ${resume ?? 'cursor'}`,
    ...(cuts.length === 0 ? [] : [`Windows: ${oneLine(cuts.join(', '))}`]),
    `Checks its credentials (check --connect): ${checks ? 'yes' : 'no'}`,
  ];
}

function defaultText(option: OptionDescription): string {
  if (option.required) return 'required';
  return option.default === undefined ? '' : JSON.stringify(option.default);
}
