import { didYouMean } from '../nearest.ts';
import { describePackage } from './describe-package.ts';
import { findPackage } from './find-package.ts';
import type { InstalledPlugin, PluginKind } from './installed-plugin.ts';
import { nameShared, notAPlugin, pluginNotInstalled, pluginWrongKind } from './plugin-errors.ts';
import { officialPackage } from './official-aliases.ts';
import { isPluginName, packageNameOf } from './plugin-name.ts';

/**
 * Finds the plugin that `use:` names. A package's own name, long or short, goes before an alias, and a discovered plugin before
 * one that only Node would find from the config's folder. Runs no code.
 *
 * @throws HatcheryError `PLUGIN_NOT_INSTALLED`, `PLUGIN_WRONG_KIND`, `PLUGIN_NOT_A_PLUGIN`, or why the plugin does not fit;
 *   `USAGE` if two plugins claim the name as their alias
 */
export function findPlugin(
  use: string,
  kind: PluginKind,
  plugins: readonly InstalledPlugin[],
  directory: string,
): InstalledPlugin {
  const plugin =
    byOwnName(use, kind, plugins) ??
    resolvable([packageNameOf(use, kind)], directory) ??
    byAlias(use, kind, plugins) ??
    resolvable([officialPackage(use, kind), use], directory) ??
    wrongKind(use, kind, plugins);
  if (!plugin) {
    const known = plugins.filter((other) => other.kind === kind).flatMap(namesOf);
    throw pluginNotInstalled(missingPackage(use, kind), { hint: didYouMean(use, known) });
  }
  if (plugin.kind !== undefined && plugin.kind !== kind) throw pluginWrongKind(plugin.name, plugin.kind, kind);
  if (plugin.problem) throw plugin.problem;
  return plugin;
}

/** Every name by which `use:` may call a plugin. */
export function namesOf(plugin: InstalledPlugin): string[] {
  return [...new Set([plugin.shortName, plugin.name, ...plugin.aliases])];
}

function byOwnName(use: string, kind: PluginKind, plugins: readonly InstalledPlugin[]): InstalledPlugin | undefined {
  return (
    plugins.find((plugin) => plugin.name === use) ??
    plugins.find((plugin) => plugin.kind === kind && plugin.shortName === use)
  );
}

function byAlias(use: string, kind: PluginKind, plugins: readonly InstalledPlugin[]): InstalledPlugin | undefined {
  const claimants = plugins.filter((plugin) => plugin.kind === kind && plugin.aliases.includes(use));
  if (claimants.length > 1) throw nameShared(use, claimants);
  return claimants[0];
}

/** A plugin that lies where Node finds it, though no `package.json` names it. */
function resolvable(names: readonly (string | undefined)[], directory: string): InstalledPlugin | undefined {
  for (const name of names) {
    if (name === undefined || !/^(@[\w.-]+\/)?[\w.-]+$/.test(name)) continue;
    const found = findPackage(name, directory);
    if (!found) continue;
    if (!isPluginName(name) && !('hatchery' in found.manifest)) {
      throw notAPlugin(name, 'its package.json has no key "hatchery"');
    }
    return describePackage(name, found, 'project');
  }
  return undefined;
}

function wrongKind(use: string, kind: PluginKind, plugins: readonly InstalledPlugin[]): InstalledPlugin | undefined {
  const other = kind === 'source' ? 'destination' : 'source';
  return byOwnName(use, other, plugins) ?? byAlias(use, other, plugins);
}

function missingPackage(use: string, kind: PluginKind): string {
  if (isPluginName(use) || use.startsWith('@')) return use;
  return officialPackage(use, kind) ?? packageNameOf(use, kind);
}
