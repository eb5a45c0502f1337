/** A JSON Schema, as far as this package looks into one. */
export interface JsonSchema {
  type?: string | string[];
  description?: string;
  title?: string;
  default?: unknown;
  examples?: unknown[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  writeOnly?: boolean;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  $defs?: Record<string, JsonSchema>;
  $ref?: string;
  [keyword: string]: unknown;
}

/** The same schema with every schema directly inside it changed. */
export function mapParts(schema: JsonSchema, change: (part: JsonSchema) => JsonSchema): JsonSchema {
  const result: JsonSchema = { ...schema };
  for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const) {
    const parts = schema[key];
    if (parts) result[key] = parts.map(change);
  }
  for (const key of ['properties', 'patternProperties', '$defs']) {
    const parts = schema[key] as Record<string, JsonSchema> | undefined;
    if (parts) result[key] = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, change(part)]));
  }
  if (typeof schema.items === 'object') result.items = change(schema.items);
  if (typeof schema.additionalProperties === 'object') {
    result.additionalProperties = change(schema.additionalProperties);
  }
  return result;
}
