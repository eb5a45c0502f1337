import type { Stream } from '@hatchery/engine';
import { printAside } from '../base/print.ts';
import { printWarnings } from '../base/print-warnings.ts';
import { projectOptions } from '../base/project-options.ts';
import { type ParsedSelectorFlags, selectorsFrom } from '../run/selector-flags.ts';
import { selectStreams } from '../run/select-streams.ts';
import { painterFor } from '../output/painter.ts';
import { printable } from '../output/printable.ts';

interface Flags extends ParsedSelectorFlags {
  readonly config?: string | undefined;
  readonly env?: string | undefined;
}

export interface OpenedStreams {
  readonly selected: readonly Stream[];
  /** Those that were not selected and keep their ledger apart from their data. */
  readonly others: readonly Stream[];
}

/** Makes the selected streams ready, all of them without a selector. What is doubtful is said on standard error. */
export async function openStreams(flags: Flags): Promise<OpenedStreams> {
  const { openProject } = await import('@hatchery/host');
  const project = await openProject(projectOptions(flags));
  const { ids = [], tags = [], all } = selectorsFrom(flags);
  const selectors = { ids, tags, all: all === true || ids.length + tags.length === 0 };
  const summaries = selectStreams(project, { selectors, shard: undefined }, ({ message }) => {
    printAside(`${painterFor(process.stderr)('yellow', 'warning:')} ${printable(message)}`);
  });
  const others = project.streams.filter((stream) => stream.ledger !== undefined && !summaries.includes(stream));
  // Together, so that those with one destination share it.
  const streams = await project.bind([...summaries, ...others]);
  printWarnings(project.warnings);
  return { selected: streams.slice(0, summaries.length), others: streams.slice(summaries.length) };
}
