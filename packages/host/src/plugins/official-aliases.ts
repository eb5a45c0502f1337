import type { PluginKind } from './installed-plugin.ts';
import { parsePluginName } from './plugin-name.ts';

/** The aliases of plugins that are made together with hatchery, by which they are known before they are installed. */
export const officialAliases: ReadonlyMap<string, string> = new Map([
  ['fdr', 'hatchery-source-falcon-data-replicator'],
]);

/** The package that an alias stands for, if it is one of ours. @param kind `undefined` for either */
export function officialPackage(alias: string, kind: PluginKind | undefined): string | undefined {
  const name = officialAliases.get(alias);
  if (name === undefined || kind === undefined) return name;
  return parsePluginName(name)?.kind === kind ? name : undefined;
}
