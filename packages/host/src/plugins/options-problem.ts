import { z } from '@hatchery/core';
import type { JsonSchema } from '../schema/json-schema.ts';
import { optionsSchema } from '../schema/options-schema.ts';

/** What makes a plugin's `config` unfit to be the schema of its options; `undefined` if it is fit. */
export function optionsProblem(config: unknown): string | undefined {
  if (typeof (config as z.ZodType | undefined)?.safeParse !== 'function') return 'its `config` is no zod schema';
  if (!('_zod' in (config as z.ZodType))) return 'its `config` is a schema of another version of zod';
  try {
    return isOfObjects(optionsSchema(config as z.ZodType)) ? undefined : 'its `config` is no schema of an object';
  } catch (error) {
    return `its \`config\` cannot be said in JSON Schema: ${error instanceof Error ? error.message : 'it threw'}`;
  }
}

/** What says nothing of its type, such as a reference or a value of any type, may be one of objects. */
function isOfObjects(schema: JsonSchema): boolean {
  const { type, anyOf, oneOf, allOf } = schema;
  if (type !== undefined) return type === 'object';
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return choices.some(isOfObjects);
  return allOf === undefined || allOf.every(isOfObjects);
}
