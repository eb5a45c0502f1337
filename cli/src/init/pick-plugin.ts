import { HatcheryError } from '@hatchery/core';
import { installCommand, type PluginCatalog, type PluginKind } from '@hatchery/host';

/**
 * The name of the plugin that a first config is to use: the one that was named, else one that the project has, else
 * any that is installed.
 *
 * @throws HatcheryError `PLUGIN_NOT_INSTALLED` if there is none
 */
export function pickPlugin(catalog: PluginCatalog, kind: PluginKind, named: string | undefined): string {
  if (named !== undefined) return named;
  const fitting = catalog.plugins.filter((plugin) => plugin.kind === kind && plugin.fits);
  const picked = fitting.find(({ origin }) => origin === 'project') ?? fitting[0];
  if (picked !== undefined) return picked.name;
  throw new HatcheryError('PLUGIN_NOT_INSTALLED', `No ${kind} plugin is installed.`, {
    hint: `Install one: \`${installCommand(kind === 'source' ? 'hatchery-source-http' : 'hatchery-dest-file')}\`.`,
  });
}
