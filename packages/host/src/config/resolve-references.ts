import { isPlainObject } from '../plain-object.ts';
import { hasReference } from './parse-references.ts';
import type { ReferenceResolver, ResolvedText } from './reference-resolver.ts';

export type ConfigPath = readonly (string | number)[];

/** A text with references, as it was and as it became. */
export interface ReferringText {
  readonly path: ConfigPath;
  readonly written: string;
  readonly resolved: ResolvedText;
}

/** A part of a config with its references replaced, and where they were. */
export interface ResolvedValue {
  readonly value: unknown;
  readonly texts: readonly ReferringText[];
}

/** Replaces the references in every text of a value made of lists and plain objects; leaves all else as it is. */
export function resolveReferences(value: unknown, resolver: ReferenceResolver): ResolvedValue {
  const texts: ReferringText[] = [];
  /** Objects on the way down: a code config may hold itself. */
  const open = new Set<unknown>();

  const walk = (part: unknown, path: ConfigPath): unknown => {
    if (hasReference(part)) {
      const resolved = resolver.resolve(part);
      texts.push({ path, written: part, resolved });
      return resolved.text;
    }
    if (!Array.isArray(part) && !isPlainObject(part)) return part;
    if (open.has(part)) return part;
    open.add(part);
    const copy = Array.isArray(part)
      ? part.map((item, index) => walk(item, [...path, index]))
      : Object.fromEntries(Object.entries(part).map(([key, item]) => [key, walk(item, [...path, key])]));
    open.delete(part);
    return copy;
  };

  return { value: walk(value, []), texts };
}
