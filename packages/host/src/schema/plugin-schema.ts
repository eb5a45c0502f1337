import { namesOf } from '../plugins/find-plugin.ts';
import type { InstalledPlugin } from '../plugins/installed-plugin.ts';
import type { LoadedPlugin } from '../plugins/plugin-definition.ts';
import { type JsonSchema, mapParts } from './json-schema.ts';
import { optionsSchema } from './options-schema.ts';
import { withReferences } from './with-references.ts';

/** A plugin that the schema of a config is to know. */
export interface SchemaEntry {
  readonly plugin: InstalledPlugin;
  readonly loaded: LoadedPlugin;
}

/**
 * What a config holds for a plugin: its options and `use`.
 *
 * @param partial for a layer that another one completes
 */
export function pluginSchema({ plugin, loaded }: SchemaEntry, partial: boolean): JsonSchema {
  const options = withReferences(optionsSchema(loaded.definition.config));
  const schema = withUse(partial ? withoutRequired(options) : options, namesOf(plugin));
  // References inside the plugin's own schema start at its root, not at that of the whole config's.
  const id = `urn:hatchery:plugin:${encodeURIComponent(plugin.name)}${partial ? ':part' : ''}`;
  return options.$defs ? { $id: id, ...schema } : schema;
}

function withUse(schema: JsonSchema, names: readonly string[]): JsonSchema {
  const { anyOf, allOf } = schema;
  if (anyOf || allOf) return mapParts(schema, (part) => withUse(part, names));
  if (!schema.properties && schema.type !== 'object') return schema;
  return { ...schema, properties: { use: { enum: [...names] }, ...schema.properties } };
}

function withoutRequired(schema: JsonSchema): JsonSchema {
  const { required: _, ...rest } = mapParts(schema, withoutRequired);
  return rest;
}
