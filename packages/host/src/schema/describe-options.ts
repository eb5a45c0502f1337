import type { OptionDescription } from '../plugins/plugin-inspection.ts';
import type { JsonSchema } from './json-schema.ts';
import { mergeOptions } from './merge-options.ts';
import { typeOf } from './type-of.ts';

/** Options as a table: one line each, with dots for what is inside others and `[]` for the items of lists. */
export function describeOptions(schema: JsonSchema, prefix = '', depth = 0): OptionDescription[] {
  if (depth > 8) return [];
  if (!schema.properties) {
    const describeAll = (parts: readonly JsonSchema[]) => parts.map((part) => describeOptions(part, prefix, depth + 1));
    if (schema.allOf) return describeAll(schema.allOf).flat();
    return mergeOptions(describeAll(schema.anyOf ?? schema.oneOf ?? []));
  }
  return Object.entries(schema.properties).flatMap(([key, part]) => {
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
