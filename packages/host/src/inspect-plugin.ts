import { didYouMean } from './nearest.ts';
import { namesOf } from './plugins/find-plugin.ts';
import type { InstalledPlugin } from './plugins/installed-plugin.ts';
import type { LoadedPlugin } from './plugins/plugin-definition.ts';
import { nameShared, pluginNotInstalled } from './plugins/plugin-errors.ts';
import type { PluginInspection } from './plugins/plugin-inspection.ts';
import { PluginLoader } from './plugins/plugin-loader.ts';
import type { PluginCatalog } from './project.ts';
import { describeOptions } from './schema/describe-options.ts';
import { exampleConfig } from './schema/example-config.ts';
import { optionsSchema } from './schema/options-schema.ts';

/**
 * Loads one plugin and tells all about it.
 *
 * @param name its package, its short name or an alias
 * @throws HatcheryError `PLUGIN_NOT_INSTALLED`, `USAGE` if a source and a destination share the name, and why it
 *   does not fit or cannot be loaded
 */
export async function inspectPlugin(catalog: PluginCatalog, name: string): Promise<PluginInspection> {
  const plugin = findByAnyName(catalog.plugins, name);
  const loaded = await new PluginLoader(catalog.plugins, catalog.directory).load(plugin);
  const schema = optionsSchema(loaded.definition.config);
  return {
    plugin,
    kind: loaded.kind,
    options: describeOptions(schema),
    ...ofSource(loaded),
    schema,
    example: exampleConfig(plugin.shortName, loaded.kind, schema),
  };
}

function findByAnyName(plugins: readonly InstalledPlugin[], name: string): InstalledPlugin {
  const exact = plugins.find((plugin) => plugin.name === name);
  const named = exact ? [exact] : plugins.filter((plugin) => namesOf(plugin).includes(name));
  const [first, second] = named;
  if (!first) throw pluginNotInstalled(name, { hint: didYouMean(name, plugins.flatMap(namesOf)) });
  if (!second) return first;
  throw nameShared(name, named);
}

function ofSource(loaded: LoadedPlugin): Pick<PluginInspection, 'resume' | 'windows' | 'checks'> {
  if (loaded.kind !== 'source') return {};
  const { definition } = loaded;
  const { resume = 'cursor', windows } = definition;
  return {
    ...(typeof resume === 'string' ? { resume } : {}),
    checks: definition.check !== undefined,
    ...(typeof windows === 'object' ? { windows: { ...windows } } : {}),
  };
}
