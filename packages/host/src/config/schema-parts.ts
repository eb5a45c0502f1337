import { secretMark, z } from '@hatchery/core';

/** The parts of zod's inner description that walking a schema takes; the same in every zod of this major. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly getter?: () => z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly left?: z.ZodType;
  readonly right?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly catchall?: z.ZodType;
  readonly element?: z.ZodType;
  readonly items?: readonly z.ZodType[];
  readonly rest?: z.ZodType | null;
  readonly valueType?: z.ZodType;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
}

/** Every schema that may stand at a path inside `schema`, without wrappers such as "optional"; several in a union. */
export function schemasAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType[] {
  return path
    .reduce<z.ZodType[]>((level, key) => level.flatMap((parent) => children(parent, key)), [schema])
    .flatMap(unwrap);
}

/** The keys that an object at a path may have. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  return schemasAt(schema, path).flatMap((part) => Object.keys(definitionOf(part)?.shape ?? {}));
}

/** The literal values that a path may have. */
export function literalsAt(schema: z.ZodType, path: readonly PropertyKey[]): unknown[] {
  return schemasAt(schema, path).flatMap((part) => {
    const definition = definitionOf(part);
    return definition?.values ?? Object.values(definition?.entries ?? {});
  });
}

/** Whether a path holds a secret, or lies inside one. */
export function isSecretAt(schema: z.ZodType, path: readonly PropertyKey[]): boolean {
  let level = [schema];
  for (const key of [...path, undefined]) {
    const wrapped = level.flatMap((part) => [part, ...layers(part)]);
    if (wrapped.some(isSecret)) return true;
    if (key !== undefined) level = level.flatMap((part) => children(part, key));
  }
  return false;
}

/** Whether a schema itself is marked as a secret. */
export function isSecret(schema: z.ZodType): boolean {
  return z.globalRegistry.get(schema)?.[secretMark] === true;
}

function children(schema: z.ZodType, key: PropertyKey): z.ZodType[] {
  return unwrap(schema).flatMap((part) => {
    const definition = definitionOf(part);
    const item =
      typeof key === 'number' ? (definition?.items?.[key] ?? definition?.rest ?? definition?.element) : undefined;
    const shape = definition?.shape;
    const property = shape && Object.hasOwn(shape, key) ? shape[String(key)] : definition?.catchall;
    return [item ?? property ?? definition?.valueType].filter((child) => child !== undefined);
  });
}

/** The innermost schemas. */
function unwrap(schema: z.ZodType): z.ZodType[] {
  const inner = directly(schema);
  return inner.length === 0 ? [schema] : inner.flatMap(unwrap);
}

/** Every schema between a wrapper and what it wraps. */
function layers(schema: z.ZodType): z.ZodType[] {
  return directly(schema).flatMap((inner) => [inner, ...layers(inner)]);
}

function directly(schema: z.ZodType): z.ZodType[] {
  const definition = definitionOf(schema);
  if (!definition) return [];
  const { innerType, in: input, getter, options, left, right, type } = definition;
  const lazy = type === 'lazy' ? getter?.() : undefined;
  return [innerType, input, lazy, ...(options ?? []), left, right].filter((part) => part !== undefined);
}

function definitionOf(schema: z.ZodType): Definition | undefined {
  return (schema as { _zod?: { def?: Definition } })._zod?.def;
}
