import { HatcheryError } from '@hatchery/core';
import { discoverPlugins } from './plugins/discover-plugins.ts';
import type { InstalledPlugin } from './plugins/installed-plugin.ts';
import { installModuleHooks } from './plugins/module-hooks.ts';
import { PluginLoader } from './plugins/plugin-loader.ts';
import type { PluginCatalog, ProjectOptions } from './project.ts';
import type { ProjectWarning } from './project-warning.ts';

/** A catalog, and the loader of its plugins. */
export interface LoadableCatalog extends PluginCatalog {
  readonly loader: PluginLoader;
}

/** Discovers the plugins for a folder. Must come before any config is loaded, as it takes over how modules are found. */
export function createCatalog(
  directory: string,
  { pluginFolders = [], shared = {} }: ProjectOptions,
  found: readonly ProjectWarning[] = [],
): LoadableCatalog {
  installModuleHooks(shared, pluginFolders);
  const plugins = discoverPlugins(directory, pluginFolders);
  const warnings = [...found, ...plugins.flatMap(warningOf)];
  const loader = new PluginLoader(plugins, directory);
  const schema = async () => {
    const loaded = await Promise.all(
      plugins.filter((plugin) => plugin.fits).map((plugin) => attempt(plugin, loader, warnings)),
    );
    // What says how configs may look is not needed to read one.
    const { configSchema } = await import('./schema/config-schema.ts');
    return configSchema(loaded.filter((entry) => entry !== undefined));
  };
  return { directory, plugins, warnings, loader, schema };
}

function warningOf({ problem }: InstalledPlugin): ProjectWarning[] {
  return problem ? [{ message: problem.message, ...(problem.hint ? { hint: problem.hint } : {}), error: problem }] : [];
}

async function attempt(plugin: InstalledPlugin, loader: PluginLoader, warnings: ProjectWarning[]) {
  try {
    return { plugin, loaded: await loader.load(plugin) };
  } catch (error) {
    if (!HatcheryError.is(error)) throw error;
    if (!warnings.some((warning) => warning.error === error)) warnings.push({ message: error.message, error });
    return undefined;
  }
}
