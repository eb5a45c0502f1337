import type { Stream } from '@hatchery/engine';
import type { StreamSummary } from '@hatchery/host';
import { printWarnings } from '../base/print-warnings.ts';
import { projectOptions } from '../base/project-options.ts';
import { sayAside } from '../base/say-aside.ts';
import { type ParsedSelectorFlags, selectorsFrom } from '../run/selector-flags.ts';
import { selectStreams } from '../run/select-streams.ts';
import { shardFrom } from '../run/shard-from.ts';

interface Flags extends ParsedSelectorFlags {
  readonly config?: string | undefined;
  readonly env?: string | undefined;
  readonly shard?: string | undefined;
}

export interface OpenedStreams {
  readonly selected: readonly Stream[];
  /** If asked for: those that were not selected and keep their ledger apart from their data. */
  readonly others: readonly Stream[];
}

/** Makes the selected streams ready, all of them without a selector. What is doubtful is said on standard error. */
export async function openStreams(flags: Flags, want: { readonly others: boolean }): Promise<OpenedStreams> {
  const shard = flags.shard === undefined ? undefined : shardFrom(flags.shard, process.env);
  const { openProject } = await import('@hatchery/host');
  const project = await openProject(projectOptions(flags));
  const { ids = [], tags = [], all } = selectorsFrom(flags);
  const selectors = { ids, tags, all: all === true || ids.length + tags.length === 0 };
  const summaries = selectStreams(project, { selectors, shard }, sayAside);
  const chosen = new Set(summaries);
  const isOther = (stream: StreamSummary): boolean => stream.ledger !== undefined && !chosen.has(stream);
  const others = want.others ? project.streams.filter(isOther) : [];
  // Together, so that those with one destination share it.
  const streams = await project.bind([...summaries, ...others]);
  printWarnings(project.warnings);
  return { selected: streams.slice(0, summaries.length), others: streams.slice(summaries.length) };
}
