import { type JsonSchema, mapParts } from './json-schema.ts';

/** A text that holds a reference. */
export const referenceSchema: JsonSchema = { type: 'string', pattern: '\\$\\{(env|file):' };

/** Lets a reference stand wherever a schema asks for a scalar; what it stands for is checked once it is resolved. */
export function withReferences(schema: JsonSchema): JsonSchema {
  if (!isNarrowScalar(schema)) {
    const { oneOf, ...rest } = mapParts(schema, withReferences);
    // A reference in the key that tells alternatives apart fits several of them.
    return oneOf ? { ...rest, anyOf: oneOf } : rest;
  }
  const { description, title, default: fallback, examples, ...narrow } = schema;
  const annotations = { description, title, default: fallback, examples };
  const given = Object.entries(annotations).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), anyOf: [narrow, referenceSchema] };
}

/** Whether a schema asks for a scalar and would refuse a reference. */
function isNarrowScalar({ type, writeOnly, ...schema }: JsonSchema): boolean {
  if (type === 'number' || type === 'integer' || type === 'boolean') return true;
  if (schema.enum) return true;
  if (type !== 'string' || writeOnly) return false;
  return ['pattern', 'format', 'minLength', 'maxLength'].some((key) => key in schema);
}
