import { didYouMean } from '../nearest.ts';
import { describePackage } from './describe-package.ts';
import { findPackage } from './find-package.ts';
import type { InstalledPlugin, PluginKind } from './installed-plugin.ts';
import { notAPlugin, pluginNotInstalled, pluginWrongKind } from './plugin-errors.ts';
import { isPluginName, packageNameOf, parsePluginName } from './plugin-name.ts';

/**
 * Finds the plugin that `use:` names: a discovered one by package, short name or alias; else a package that
 * Node would find from the config's folder. Runs no code.
 *
 * @throws HatcheryError `PLUGIN_NOT_INSTALLED`, `PLUGIN_WRONG_KIND`, `PLUGIN_NOT_A_PLUGIN`, or why the plugin does not fit
 */
export function findPlugin(
  use: string,
  kind: PluginKind,
  plugins: readonly InstalledPlugin[],
  directory: string,
): InstalledPlugin {
  const discovered = byName(use, kind, plugins);
  const plugin = discovered ?? resolvable(use, kind, directory) ?? wrongKind(use, kind, plugins);
  if (!plugin) {
    const known = plugins.filter((other) => other.kind === kind).flatMap(namesOf);
    const name = isPluginName(use) || use.startsWith('@') ? use : packageNameOf(use, kind);
    throw pluginNotInstalled(name, { hint: didYouMean(use, known) });
  }
  if (plugin.kind !== undefined && plugin.kind !== kind) throw pluginWrongKind(plugin.name, plugin.kind, kind);
  if (plugin.problem) throw plugin.problem;
  return plugin;
}

/** Every name by which `use:` may call a plugin. */
export function namesOf(plugin: InstalledPlugin): string[] {
  return [...new Set([plugin.shortName, plugin.name, ...plugin.aliases])];
}

function byName(use: string, kind: PluginKind, plugins: readonly InstalledPlugin[]): InstalledPlugin | undefined {
  const ofKind = plugins.filter((plugin) => plugin.kind === kind);
  return (
    plugins.find((plugin) => plugin.name === use) ??
    ofKind.find((plugin) => plugin.shortName === use) ??
    ofKind.find((plugin) => plugin.aliases.includes(use))
  );
}

/** A plugin that lies where Node finds it, though no `package.json` names it. */
function resolvable(use: string, kind: PluginKind, directory: string): InstalledPlugin | undefined {
  if (!/^(@[\w.-]+\/)?[\w.-]+$/.test(use)) return undefined;
  const conventional = packageNameOf(use, kind);
  for (const name of parsePluginName(use) ? [use] : [conventional, use]) {
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
  return byName(use, kind === 'source' ? 'destination' : 'source', plugins);
}
