import type { PluginUpdate, UpdateReport } from '@hatchery/host/install';
import type { Painter } from '../output/painter.ts';
import { oneLine } from '../output/printable.ts';
import { changeText } from './change-text.ts';

/** What became of each plugin in an update, for people. */
export function updateText(report: UpdateReport, paint: Painter): string {
  if (report.updates.length === 0) return `No plugin is installed in ${oneLine(report.directory)}.`;
  const lines = report.updates.map((update) => updateLine(update, report.outcome === 'planned', paint));
  const isChanged = report.updates.some(({ to }) => to !== undefined);
  return [lines.join('\n'), ...(isChanged ? [changeText(report, paint)] : [])].join('\n\n');
}

function updateLine({ name, from, to, reason, error }: PluginUpdate, isPlanned: boolean, paint: Painter): string {
  const what = `${oneLine(name)} ${oneLine(from)}`.trim();
  if (to !== undefined) return `${what} ${isPlanned ? 'would become' : 'became'} ${oneLine(to)}`;
  const line = `${what} stays: ${oneLine(reason ?? '')}`;
  return error === undefined
    ? line
    : `${paint('red', line)}${error.hint === undefined ? '' : ` ${oneLine(error.hint)}`}`;
}
