import type { PluginKind } from './installed-plugin.ts';
import { officialAliases } from './official-aliases.ts';
import { parsePluginName } from './plugin-name.ts';

/** The plugins that are made together with hatchery. */
export const officialPlugins: readonly string[] = [
  'hatchery-dest-file',
  'hatchery-dest-gcs',
  'hatchery-dest-s3',
  'hatchery-source-1password',
  'hatchery-source-falcon-data-replicator',
  'hatchery-source-http',
  'hatchery-source-slack',
  'hatchery-source-twilio',
];

/** The one of ours that a name means, installed or not: nobody else may have it as an alias, and so be given its credentials. */
export function officialOwner(use: string, kind: PluginKind | undefined): string | undefined {
  const candidates = [officialAliases.get(use), ...officialPlugins.filter((name) => shortNameOf(name) === use)];
  return candidates.find((name) => name !== undefined && (kind === undefined || parsePluginName(name)?.kind === kind));
}

function shortNameOf(name: string): string | undefined {
  return parsePluginName(name)?.shortName;
}
