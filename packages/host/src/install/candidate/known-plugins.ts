import { officialAliases } from '../../plugins/official-aliases.ts';
import { parsePluginName } from '../../plugins/plugin-name.ts';

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

/** Every name that is known to be meant when it is typed: packages, and what they are called for short. */
export function knownPlugins(installed: readonly string[]): string[] {
  const packages = [...new Set([...officialPlugins, ...installed])];
  const unscoped = packages.filter((name) => !name.startsWith('@'));
  const short = unscoped.flatMap((name) => parsePluginName(name)?.shortName ?? []);
  return [...packages, ...new Set([...short, ...officialAliases.keys()])];
}
