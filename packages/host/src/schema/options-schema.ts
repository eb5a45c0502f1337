import { secretMark, z } from '@hatchery/core';
import { type JsonSchema, mapParts } from './json-schema.ts';

/** JSON Schema of what a plugin's options may look like in a config; secrets are texts marked `writeOnly`. */
export function optionsSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...converted } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  // Zod leaves out the examples of what it transforms, such as everything that has a secret inside.
  const examples = schema.meta()?.examples;
  return { ...markSecrets(converted), ...(Array.isArray(examples) && { examples }) };
}

function markSecrets(schema: JsonSchema): JsonSchema {
  if (schema[secretMark] !== true) return mapParts(schema, markSecrets);
  const { description, title } = schema;
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    type: 'string',
    minLength: 1,
    writeOnly: true,
  };
}
