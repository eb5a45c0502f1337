/**
 * A place inside a JSON document: keys joined by dots (`meta.next_page_url`, `items.0.id`), with `\.` for a dot inside
 * a key (`@odata\.nextLink`) and `\\` for a backslash; `.` alone is the document itself. Or a list of the keys.
 */
export type Path = string | readonly (string | number)[];

/** The keys of a {@link Path}. */
export function pathKeys(path: Path): readonly string[] {
  if (typeof path !== 'string') return path.map(String);
  if (path === '.' || path === '') return [];
  if (!path.includes('\\')) return path.split('.');
  const keys = [''];
  for (const [part] of path.matchAll(/\\[\\.]|[^]/g)) {
    if (part === '.') keys.push('');
    else keys[keys.length - 1] += part.length === 2 ? part.slice(1) : part;
  }
  return keys;
}

/** The value at a path of a parsed JSON document; `undefined` if any part of the path is not there. */
export function valueAt(document: unknown, path: Path): unknown {
  let value = document;
  for (const key of pathKeys(path)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    if (Array.isArray(value) && !/^\d+$/.test(key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
