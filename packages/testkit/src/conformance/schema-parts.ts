import { secretMark, type z, z as zod } from '@hatchery/core';

/** A part of a JSON Schema, as far as the suites look into one. */
export interface SchemaPart {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly additionalProperties?: boolean | SchemaPart;
  readonly items?: SchemaPart;
  readonly anyOf?: readonly SchemaPart[];
  readonly oneOf?: readonly SchemaPart[];
  readonly allOf?: readonly SchemaPart[];
  readonly [keyword: string]: unknown;
}

/** What JSON has no words for. */
const unwritable = new Set(['bigint', 'date', 'function', 'map', 'nan', 'set', 'symbol', 'undefined', 'void']);

/**
 * The JSON Schema of options, as people write them.
 *
 * @param onUnwritable called with the path of each part that a config in YAML or JSON cannot hold
 */
export function jsonSchemaOf(schema: z.ZodType, onUnwritable: (path: string) => void = () => {}): SchemaPart {
  const override = ({ zodSchema, path }: { zodSchema: unknown; path: readonly (string | number)[] }): void => {
    const { type } = (zodSchema as z.ZodType).def;
    if (unwritable.has(type)) onUnwritable(`${path.filter((key) => key !== 'properties').join('.')} (${type})`);
  };
  return zod.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override }) as SchemaPart;
}

/** Every part of a schema with the names that lead to it: keys of objects only, not places in lists or unions. */
export function* schemaParts(
  part: SchemaPart,
  path: readonly string[] = [],
): Generator<[readonly string[], SchemaPart]> {
  if (path.length > 8) return;
  yield [path, part];
  // What a secret is made of is not for others to look at.
  if (part[secretMark] === true) return;
  for (const [key, inner] of Object.entries(part.properties ?? {})) yield* schemaParts(inner, [...path, key]);
  if (typeof part.additionalProperties === 'object') yield* schemaParts(part.additionalProperties, path);
  if (part.items !== undefined) yield* schemaParts(part.items, path);
  for (const alternative of [...(part.anyOf ?? []), ...(part.oneOf ?? []), ...(part.allOf ?? [])]) {
    yield* schemaParts(alternative, path);
  }
}
