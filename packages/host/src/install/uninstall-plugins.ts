import { didYouMean } from '../nearest.ts';
import { discoverPlugins } from '../plugins/discover-plugins.ts';
import { namesOf } from '../plugins/find-plugin.ts';
import { nameShared } from '../plugins/plugin-errors.ts';
import type { InstalledPlugin } from '../plugins/installed-plugin.ts';
import { HatcheryError } from '@hatchery/core';
import { applyChange } from './apply-change.ts';
import { readNpmSettings } from './candidate/npm-settings.ts';
import type { ChangeOptions, ChangeReport } from './install-options.ts';
import { type InstallTarget, readManifest } from './install-target.ts';
import { dependenciesIn } from './manifest-text.ts';
import { join } from 'node:path';

/** What became of a removal. */
export interface UninstallReport extends ChangeReport {
  /** Names of packages. */
  readonly removed: readonly string[];
}

/**
 * Takes plugins away, all or none. Whether anybody still uses them is the caller's question.
 *
 * @param names packages, short names or aliases
 * @throws HatcheryError `PLUGIN_NOT_INSTALLED`, and as `applyChange`
 */
export async function uninstallPlugins(names: readonly string[], options: ChangeOptions): Promise<UninstallReport> {
  const { target, variables = process.env } = options;
  const removed = installedIn(target, names).map(({ name }) => name);
  const npm = await readNpmSettings(target.directory, variables);
  const report = await applyChange({ add: [], remove: removed }, npm, options);
  return { ...report, removed };
}

/** The plugins among the target's own dependencies. */
export function pluginsIn({ directory }: InstallTarget): InstalledPlugin[] {
  const listed = dependenciesIn(readManifest(join(directory, 'package.json')));
  return discoverPlugins(directory, []).filter(({ name }) => listed.has(name));
}

/**
 * The target's own plugins of these names, each once.
 *
 * @throws HatcheryError `PLUGIN_NOT_INSTALLED`, `USAGE` if a source and a destination share the name
 */
export function installedIn(target: InstallTarget, names: readonly string[]): InstalledPlugin[] {
  const plugins = pluginsIn(target);
  return [...new Set(names.map((name) => findOne(name, plugins, target)))];
}

function findOne(name: string, plugins: readonly InstalledPlugin[], { directory }: InstallTarget): InstalledPlugin {
  const exact = plugins.find((plugin) => plugin.name === name);
  const named = exact ? [exact] : plugins.filter((plugin) => namesOf(plugin).includes(name));
  const [first, second] = named;
  if (first && !second) return first;
  if (first) throw nameShared(name, named);
  const meant = didYouMean(name, plugins.flatMap(namesOf));
  const has =
    plugins.length === 0
      ? 'No plugin is installed there.'
      : `Installed there: ${plugins.map((plugin) => plugin.name).join(', ')}.`;
  throw new HatcheryError('PLUGIN_NOT_INSTALLED', `The plugin ${name} is not among the dependencies of ${directory}.`, {
    hint: meant ? `${meant} ${has}` : has,
    context: { phase: 'install' },
  });
}
