/** A partial response: what the `fields` parameter names, as in `nextPageToken,items(name,size)` or `items/name`. */
export function selectFields(value: unknown, fields: string | null): unknown {
  if (fields === null || fields === '' || fields === '*') return value;
  if (Array.isArray(value)) return value.map((item) => selectFields(item, fields));
  if (typeof value !== 'object' || value === null) return value;
  const selected: Record<string, unknown> = {};
  for (const field of topLevel(fields)) {
    const [, key = '', inner] =
      /^([^/(]+)(?:\/(.+)|\((.+)\))?$/.exec(field)?.filter((part) => part !== undefined) ?? [];
    const found = (value as Record<string, unknown>)[key];
    if (found !== undefined) selected[key] = selectFields(found, inner ?? null);
  }
  return selected;
}

/** The parts between the commas that are in no brackets. */
function topLevel(fields: string): string[] {
  return fields.match(/(?:[^,(]|\([^)]*\))+/g) ?? [];
}
