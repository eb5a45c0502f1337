import { officialAliases } from '../../plugins/official-aliases.ts';
import { officialPlugins } from '../../plugins/official-plugins.ts';
import { parsePluginName } from '../../plugins/plugin-name.ts';

/** Every name that is known to be meant when it is typed: packages, and what they are called for short. */
export function knownPlugins(installed: readonly string[]): string[] {
  const packages = [...new Set([...officialPlugins, ...installed])];
  const unscoped = packages.filter((name) => !name.startsWith('@'));
  const short = unscoped.flatMap((name) => parsePluginName(name)?.shortName ?? []);
  return [...packages, ...new Set([...short, ...officialAliases.keys()])];
}
