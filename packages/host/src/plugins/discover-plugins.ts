import { isPlainObject } from '../plain-object.ts';
import { describePackage } from './describe-package.ts';
import { findPackage, nearestPackage } from './find-package.ts';
import type { InstalledPlugin, PluginFolder, PluginOrigin } from './installed-plugin.ts';
import { pluginNotInstalled } from './plugin-errors.ts';
import { isPluginName, parsePluginName } from './plugin-name.ts';
import { withoutTakenAliases } from './settle-aliases.ts';

const dependencyKeys = ['dependencies', 'optionalDependencies', 'devDependencies'] as const;

/**
 * Finds plugins by the names of dependencies: of the project around `directory`, then of each folder. The first
 * that has a name is taken. Reads `package.json` files and runs no code.
 */
export function discoverPlugins(directory: string, folders: readonly PluginFolder[]): InstalledPlugin[] {
  const found = new Map<string, InstalledPlugin>();
  for (const folder of [{ directory, origin: 'project' as const }, ...folders]) {
    for (const name of pluginNames(folder.directory)) {
      const known = found.get(name);
      if (known?.directory === undefined) found.set(name, describe(name, folder.directory, folder.origin));
    }
  }
  return withoutTakenAliases(withUniqueShortNames([...found.values()]));
}

function describe(name: string, directory: string, origin: PluginOrigin): InstalledPlugin {
  const found = findPackage(name, directory);
  if (found) return describePackage(name, found, origin);
  const named = parsePluginName(name);
  return {
    name,
    version: '',
    kind: named?.kind,
    shortName: named?.shortName ?? name,
    aliases: [],
    description: undefined,
    directory: undefined,
    coreRange: undefined,
    fits: false,
    problem: pluginNotInstalled(name, { listed: true }),
    permissions: undefined,
    origin,
  };
}

function pluginNames(directory: string): string[] {
  const manifest = nearestPackage(directory)?.manifest;
  if (!manifest) return [];
  const listed = dependencyKeys.flatMap((key) => (isPlainObject(manifest[key]) ? Object.keys(manifest[key]) : []));
  const own = typeof manifest['name'] === 'string' ? [manifest['name']] : [];
  return [...new Set([...listed, ...own])].filter(isPluginName).sort();
}

/** The unscoped package has the right to its short name; several scoped ones are told apart by their whole names. */
function withUniqueShortNames(plugins: readonly InstalledPlugin[]): InstalledPlugin[] {
  return plugins.map((plugin) => {
    if (!plugin.name.startsWith('@')) return plugin;
    const rivals = plugins.filter((other) => other.kind === plugin.kind && other.shortName === plugin.shortName);
    return rivals.length > 1 ? { ...plugin, shortName: plugin.name } : plugin;
  });
}
