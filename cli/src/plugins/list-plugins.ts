import { HatcheryError } from '@hatchery/core';
import type { InstalledPlugin, PluginCatalog, ProjectOptions, StreamSummary } from '@hatchery/host';

/** A plugin, and the ids of the streams that use it. */
export interface ListedPlugin {
  readonly plugin: InstalledPlugin;
  /** Absent without a config that can be read. */
  readonly usedBy?: readonly string[];
}

export interface PluginList {
  readonly catalog: PluginCatalog;
  readonly plugins: readonly ListedPlugin[];
  /** Why it cannot be told which streams use them; a missing config is not a reason to name. */
  readonly problem?: unknown;
}

/** Lists the installed plugins; needs no config, and tells more with one. */
export async function listPlugins(options: ProjectOptions): Promise<PluginList> {
  const { openCatalog, openProject } = await import('@hatchery/host');
  try {
    const project = await openProject(options);
    const plugins = project.plugins.map((plugin) => ({ plugin, usedBy: usersOf(plugin, project.streams) }));
    return { catalog: project, plugins };
  } catch (problem) {
    const catalog = await openCatalog(options);
    const isMissing =
      HatcheryError.is(problem) && problem.code === 'CONFIG_NOT_FOUND' && options.configPath === undefined;
    return { catalog, plugins: catalog.plugins.map((plugin) => ({ plugin })), ...(!isMissing && { problem }) };
  }
}

function usersOf(
  { kind, name, shortName, aliases }: InstalledPlugin,
  streams: readonly StreamSummary[],
): readonly string[] {
  const names = new Set([name, shortName, ...aliases]);
  const uses = (stream: StreamSummary): boolean =>
    (kind !== 'destination' && names.has(stream.source)) ||
    (kind !== 'source' && [stream.destination, stream.ledger].some((used) => used !== undefined && names.has(used)));
  return streams.filter(uses).map(({ id }) => id);
}
