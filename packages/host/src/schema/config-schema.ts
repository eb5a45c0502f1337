import { z } from '@hatchery/core';
import { reportSchema } from '@hatchery/telemetry/report-schema';
import { streamScalars } from '../config/frame-schema.ts';
import { kindOf, type PluginKey, pluginKeys } from '../config/plugin-key.ts';
import { namesOf } from '../plugins/find-plugin.ts';
import type { PluginKind } from '../plugins/installed-plugin.ts';
import { uncontestedAliases } from '../plugins/settle-aliases.ts';
import type { JsonSchema } from './json-schema.ts';
import { optionsSchema } from './options-schema.ts';
import { pluginSchema, type SchemaEntry } from './plugin-schema.ts';
import { referenceSchema, withReferences } from './with-references.ts';

const kinds = ['source', 'destination'] as const;

/** JSON Schema (2020-12) of a whole config, for the plugins given. */
export function configSchema(given: readonly SchemaEntry[]): JsonSchema {
  const plugins = given.map(({ plugin }) => plugin);
  const entries = given.map(({ plugin, loaded }) => ({
    plugin: { ...plugin, aliases: uncontestedAliases(plugin, plugins) },
    loaded,
  }));
  const { properties: scalars = {} } = withReferences(z.toJSONSchema(streamScalars, { io: 'input' }) as JsonSchema);
  const { id, ...shared } = scalars;
  const layer = {
    ...shared,
    source: { $ref: '#/$defs/source-part' },
    destination: { $ref: '#/$defs/destination-part' },
    ledger: { $ref: '#/$defs/destination-part', description: 'Where the ledger lies, if not beside the data.' },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'hatchery config',
    type: 'object',
    required: ['streams'],
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      streams: {
        type: 'array',
        items: object({ id: id ?? {}, ...layer }),
        description: 'What is collected, and where it lands.',
      },
      defaults: { ...optional(object(layer)), description: 'Given to all streams.' },
      report: { ...optional({ $ref: '#/$defs/report' }), description: 'Who is told how runs go.' },
      environments: {
        ...optional({ type: 'object', additionalProperties: { $ref: '#/$defs/overlay' } }),
        description: 'Overlays by name; --env picks one.',
      },
      schedule: {
        ...optional({ type: 'object', additionalProperties: { type: 'string' } }),
        description: 'When the streams with a tag are due, for `hatchery deploy`: tag to cron expression, in UTC.',
      },
    },
    allOf: pluginKeys.map(wholeUnlessLayered),
    $defs: {
      report: withReferences(optionsSchema(reportSchema)),
      overlay: optional(
        object({
          defaults: optional(object(layer)),
          report: optional({ $ref: '#/$defs/report' }),
          streams: { type: 'array', items: { ...object({ id: id ?? {}, ...layer }), required: ['id'] } },
        }),
      ),
      ...Object.fromEntries(
        kinds.flatMap((kind) => [
          [kind, useSchema(kind, entries, false)],
          [`${kind}-part`, useSchema(kind, entries, true)],
        ]),
      ),
      ...Object.fromEntries(
        entries.flatMap((entry) => [
          [entry.plugin.name, pluginSchema(entry, false)],
          [`${entry.plugin.name}:part`, pluginSchema(entry, true)],
        ]),
      ),
    },
  };
}

/** A stream names its plugins whole, unless defaults or an environment may give the rest; it can do without a ledger's. */
function wholeUnlessLayered(key: PluginKey): JsonSchema {
  const inDefaults = { required: ['defaults'], properties: { defaults: { type: 'object', required: [key] } } };
  const whole = {
    ...(key === 'ledger' ? {} : { required: [key] }),
    properties: { [key]: { $ref: `#/$defs/${kindOf(key)}` } },
  };
  return {
    if: { anyOf: [{ required: ['environments'] }, inDefaults] },
    else: { properties: { streams: { items: whole } } },
  };
}

function useSchema(kind: PluginKind, entries: readonly SchemaEntry[], partial: boolean): JsonSchema {
  const ofKind = entries.filter(({ loaded }) => loaded.kind === kind);
  const names = ofKind.flatMap(({ plugin }) =>
    namesOf(plugin).map((name): JsonSchema => ({
      const: name,
      ...(plugin.description ? { description: plugin.description } : {}),
    })),
  );
  const file = { type: 'string', pattern: '^(\\.{1,2}/|/)', description: 'A file of your own.' };
  return {
    type: 'object',
    ...(partial ? {} : { required: ['use'] }),
    properties: { use: { description: `The ${kind}'s name.`, anyOf: [...names, file, referenceSchema] } },
    allOf: ofKind.map(({ plugin }) => ({
      if: { required: ['use'], properties: { use: { enum: namesOf(plugin) } } },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema, in an object that nobody awaits
      then: { $ref: `#/$defs/${pointer(partial ? `${plugin.name}:part` : plugin.name)}` },
    })),
  };
}

function object(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: 'object', additionalProperties: false, properties };
}

/** YAML reads a key without a value as null. */
function optional(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

function pointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
