import type { InstalledPlugin } from './installed-plugin.ts';

/** The plugins, without aliases that are the package's name or the short name of another one of their kind: those are its own. */
export function withoutTakenAliases(plugins: readonly InstalledPlugin[]): InstalledPlugin[] {
  return plugins.map((plugin) => {
    const others = rivalsOf(plugin, plugins);
    const taken = new Set(others.flatMap(({ name, shortName }) => [name, shortName]));
    return { ...plugin, aliases: plugin.aliases.filter((alias) => !taken.has(alias)) };
  });
}

/** The aliases of a plugin that no other one of its kind claims. */
export function uncontestedAliases(plugin: InstalledPlugin, plugins: readonly InstalledPlugin[]): string[] {
  const claimed = new Set(rivalsOf(plugin, plugins).flatMap(({ aliases }) => aliases));
  return plugin.aliases.filter((alias) => !claimed.has(alias));
}

function rivalsOf(plugin: InstalledPlugin, plugins: readonly InstalledPlugin[]): InstalledPlugin[] {
  return plugins.filter((other) => other.name !== plugin.name && other.kind === plugin.kind);
}
