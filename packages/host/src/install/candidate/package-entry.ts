import { isPlainObject } from '../../plain-object.ts';

/** The conditions under which Node looks at `exports` for `import`. */
const conditions = new Set(['import', 'node', 'default', 'module-sync', 'node-addons']);

/**
 * The file that a package gives when it is imported by its name, as far as its manifest tells.
 *
 * @param has whether there is a file, by its path from the package's folder on
 * @returns `undefined` if it names none, or one that is not there
 */
export function packageEntry(
  manifest: Readonly<Record<string, unknown>>,
  has: (path: string) => boolean,
): string | undefined {
  const { exports, main } = manifest;
  const named = exports === undefined || exports === null ? undefined : targets(rootOf(exports));
  if (named) return named.map(clean).find(has);
  const bases = typeof main === 'string' ? [clean(main), `${clean(main)}/index`, 'index'] : ['index'];
  return bases.flatMap((base) => [base, `${base}.js`, `${base}.json`, `${base}.node`]).find(has);
}

/** What `exports` gives for the package itself, and not for a path below it. */
function rootOf(exports: unknown): unknown {
  if (!isPlainObject(exports)) return exports;
  return Object.keys(exports).some((key) => key.startsWith('.')) ? exports['.'] : exports;
}

/** The first of a list that is a path, and of conditions the first that holds: so does Node. */
function targets(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('./') ? [value] : [];
  if (Array.isArray(value)) return value.map(targets).find((found) => found.length > 0) ?? [];
  if (!isPlainObject(value)) return [];
  for (const [condition, target] of Object.entries(value)) {
    const found = conditions.has(condition) ? targets(target) : [];
    if (found.length > 0) return found;
  }
  return [];
}

function clean(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '.' && part !== '')
    .join('/');
}
