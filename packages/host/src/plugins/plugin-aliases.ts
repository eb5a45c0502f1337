import type { PluginKind } from './installed-plugin.ts';
import { officialOwner } from './official-plugins.ts';
import { isPluginName } from './plugin-name.ts';

/** Further short names of a plugin, of those that its manifest states: no path, no package, no name of one of ours. */
export function pluginAliases(name: string, kind: PluginKind | undefined, stated: unknown): string[] {
  const texts = Array.isArray(stated) ? stated.filter((alias): alias is string => typeof alias === 'string') : [];
  return [...new Set(texts)].filter((alias) => {
    const owner = officialOwner(alias, kind);
    return isShort(alias) && (owner === undefined || owner === name);
  });
}

function isShort(alias: string): boolean {
  return /^[a-z0-9][a-z0-9._-]*$/.test(alias) && !isPluginName(alias);
}
