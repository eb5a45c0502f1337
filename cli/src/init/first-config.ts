import type { InstalledPlugin, PluginInspection } from '@hatchery/host';
import { parse } from 'yaml';

/** A plugin of a first config, with options to fill in. */
export interface FirstPlugin {
  readonly plugin: InstalledPlugin;
  /** Without `use`. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A first config: one stream, whatever the format it is written in. */
export interface FirstConfig {
  readonly id: string;
  readonly tags: readonly string[];
  readonly source: FirstPlugin;
  readonly destination: FirstPlugin;
}

export function firstConfig(source: PluginInspection, destination: PluginInspection): FirstConfig {
  return {
    id: `${source.plugin.shortName}-to-${destination.plugin.shortName}`,
    tags: ['hourly'],
    source: firstPlugin(source),
    destination: firstPlugin(destination),
  };
}

/** The environment variables that a config asks for. */
export function variablesOf({ source, destination }: FirstConfig): readonly string[] {
  const text = JSON.stringify([source.options, destination.options]);
  return [...new Set([...text.matchAll(/\$\{env:(\w+)/g)].map(([, name]) => name ?? ''))];
}

/** Takes the plugin's part out of the example that its inspection gives. */
function firstPlugin({ plugin, kind, example }: PluginInspection): FirstPlugin {
  const config = parse(example) as { streams: Record<string, Record<string, unknown>>[] };
  const { use: _use, ...options } = config.streams[0]?.[kind] ?? {};
  return { plugin, options };
}
