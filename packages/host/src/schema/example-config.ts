import { stringify } from 'yaml';
import type { PluginKind } from '../plugins/installed-plugin.ts';
import type { JsonSchema } from './json-schema.ts';

/** A config that uses a plugin, with every option that it needs. */
export function exampleConfig(shortName: string, kind: PluginKind, schema: JsonSchema): string {
  const own = { use: shortName, ...(exampleOf(schema, shortName) as object) };
  const isSource = kind === 'source';
  const stream = {
    id: isSource ? `${shortName}-to-file` : `slack-to-${shortName}`,
    tags: ['hourly'],
    source: isSource ? own : { use: 'slack', token: '${env:SLACK_TOKEN}' },
    destination: isSource ? { use: 'file', path: './logs' } : own,
  };
  return stringify({ streams: [stream] }, { lineWidth: 0 });
}

function exampleOf(schema: JsonSchema, name: string, depth = 0): unknown {
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (schema.writeOnly) return `\${env:${variableName(name)}}`;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const first = (schema.anyOf ?? schema.oneOf)?.[0];
  if (first && depth < 8) return exampleOf(first, name, depth + 1);
  if (schema.type === 'array') return schema.items && depth < 8 ? [exampleOf(schema.items, name, depth + 1)] : [];
  if (schema.type === 'object') {
    const needed = (schema.required ?? []).filter((key) => schema.properties?.[key]?.default === undefined);
    return Object.fromEntries(
      needed.map((key) => [key, exampleOf(schema.properties?.[key] ?? {}, `${name}_${key}`, depth + 1)]),
    );
  }
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1);
  return schema.format === 'uri' ? 'https://acme.example' : '…';
}

/** No shell sets a variable whose name begins with a digit. */
function variableName(option: string): string {
  const name = option.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return /^\d/.test(name) ? `MY_${name}` : name;
}
