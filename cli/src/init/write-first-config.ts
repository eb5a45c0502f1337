import { HatcheryError } from '@hatchery/core';
import type { PluginCatalog, PluginInspection, PluginKind } from '@hatchery/host';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFile } from '../base/write-file.ts';
import { jsonText } from '../output/json-text.ts';
import { type ConfigFormat, configWriters, schemaFile } from './config-formats.ts';
import { type FirstConfig, firstConfig } from './first-config.ts';
import { pickPlugin } from './pick-plugin.ts';

export interface FirstConfigOptions {
  readonly directory: string;
  readonly format: ConfigFormat;
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
}

export interface WrittenConfig {
  readonly config: FirstConfig;
  /** Names of the files, the config first. */
  readonly files: readonly string[];
}

/** Two configs in one folder would leave to chance which one is meant. */
const configNames = [
  'hatchery.yaml',
  'hatchery.yml',
  'hatchery.json',
  ...['ts', 'mts', 'mjs', 'js', 'cjs'].map((end) => `hatchery.config.${end}`),
];

/**
 * Writes a first config, and the schema for editors beside it. Never writes over a file.
 *
 * @throws HatcheryError `USAGE` if the folder has a config, or a plugin is of the other kind; `PLUGIN_…`
 */
export async function writeFirstConfig(catalog: PluginCatalog, options: FirstConfigOptions): Promise<WrittenConfig> {
  const there = configNames.find((name) => existsSync(join(options.directory, name)));
  if (there !== undefined) {
    throw new HatcheryError('USAGE', `This folder has a config: ${there}.`, {
      hint: 'It was left as it is. `hatchery check` tells whether it is well.',
    });
  }
  const source = await inspect(catalog, 'source', options.source);
  const destination = await inspect(catalog, 'destination', options.destination);
  const config = firstConfig(source, destination);
  const { file, text, usesSchema } = configWriters[options.format];
  await writeFile(join(options.directory, file), text(config), 'wx');
  if (!usesSchema) return { config, files: [file] };
  if (existsSync(join(options.directory, schemaFile))) return { config, files: [file] };
  await writeFile(join(options.directory, schemaFile), `${jsonText(await catalog.schema())}\n`, 'wx');
  return { config, files: [file, schemaFile] };
}

async function inspect(catalog: PluginCatalog, kind: PluginKind, named: string | undefined): Promise<PluginInspection> {
  const { inspectPlugin } = await import('@hatchery/host');
  const inspection = await inspectPlugin(catalog, pickPlugin(catalog, kind, named));
  if (inspection.kind === kind) return inspection;
  throw new HatcheryError('PLUGIN_WRONG_KIND', `${inspection.plugin.name} is a ${inspection.kind}, not a ${kind}.`, {
    hint: '`hatchery plugins` lists what is installed.',
  });
}
