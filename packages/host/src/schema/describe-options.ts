import type { OptionDescription } from '../plugins/plugin-inspection.ts';
import type { JsonSchema } from './json-schema.ts';

/** Options as a table: one line each, with dots for what is inside others and `[]` for the items of lists. */
export function describeOptions(schema: JsonSchema, prefix = '', depth = 0): OptionDescription[] {
  if (depth > 8) return [];
  const alternatives = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (!schema.properties && alternatives) {
    const seen = new Map(
      alternatives.flatMap((part) => describeOptions(part, prefix, depth + 1)).map((option) => [option.name, option]),
    );
    return [...seen.values()];
  }
  return Object.entries(schema.properties ?? {}).flatMap(([key, part]) => {
    const name = prefix + key;
    const isRequired = schema.required?.includes(key) === true && part.default === undefined;
    const nested = part.items
      ? describeOptions(part.items, `${name}[].`, depth + 1)
      : describeOptions(part, `${name}.`, depth + 1);
    return [describe(name, part, isRequired), ...nested];
  });
}

function describe(name: string, schema: JsonSchema, required: boolean): OptionDescription {
  return {
    name,
    type: typeOf(schema),
    ...(schema.default === undefined ? {} : { default: schema.default }),
    required,
    secret: schema.writeOnly === true,
    ...(schema.description === undefined ? {} : { description: schema.description }),
  };
}

function typeOf(schema: JsonSchema): string {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return [...new Set(alternatives.map(typeOf))].join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.writeOnly) return 'secret';
  if (schema.type === 'array') return `list of ${schema.items ? typeOf(schema.items) : 'anything'}`;
  if (schema.type === 'integer') return `whole number${rangeOf(schema)}`;
  if (schema.type === 'number') return `number${rangeOf(schema)}`;
  return schema.type ?? 'anything';
}

/** The limits of safe integers, which zod adds, tell nobody anything. */
function rangeOf({ minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER }: JsonSchema): string {
  const hasMinimum = minimum > Number.MIN_SAFE_INTEGER;
  const hasMaximum = maximum < Number.MAX_SAFE_INTEGER;
  if (hasMinimum && hasMaximum) return ` from ${minimum} to ${maximum}`;
  if (hasMinimum) return `, at least ${minimum}`;
  return hasMaximum ? `, at most ${maximum}` : '';
}
