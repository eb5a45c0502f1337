import { stringify } from 'yaml';
import type { FirstConfig, FirstPlugin } from './first-config.ts';
import { typeScriptConfig } from './typescript-config.ts';

export const configFormats = ['yaml', 'ts', 'json'] as const;
export type ConfigFormat = (typeof configFormats)[number];

/** Where `init` writes the schema that editors check the config with. */
export const schemaFile = 'hatchery.schema.json';

interface Writer {
  readonly file: string;
  readonly text: (config: FirstConfig) => string;
  /** Whether it names the schema; a TypeScript config is checked by the compiler. */
  readonly usesSchema: boolean;
}

/** How a first config is written in each format. */
export const configWriters: Readonly<Record<ConfigFormat, Writer>> = {
  yaml: {
    file: 'hatchery.yaml',
    usesSchema: true,
    text: (config) =>
      `# yaml-language-server: $schema=./${schemaFile}\n${stringify(dataConfig(config), { lineWidth: 0 })}`,
  },
  json: {
    file: 'hatchery.json',
    usesSchema: true,
    text: (config) => `${JSON.stringify({ $schema: `./${schemaFile}`, ...dataConfig(config) }, undefined, 2)}\n`,
  },
  ts: { file: 'hatchery.config.ts', usesSchema: false, text: typeScriptConfig },
};

function dataConfig({ id, tags, source, destination }: FirstConfig): object {
  return { streams: [{ id, tags, source: use(source), destination: use(destination) }] };
}

function use({ plugin, options }: FirstPlugin): object {
  return { use: plugin.shortName, ...options };
}
