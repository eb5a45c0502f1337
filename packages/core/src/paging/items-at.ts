import { HatcheryError } from '../hatchery-error.ts';
import { type Path, pathKeys, valueAt } from './value-at.ts';

/**
 * The items of a page: the list at a path, the one object that some services send in place of a list of one, or
 * nothing for `null`.
 *
 * @param options `optional`: the path may be absent, which means no items @default false
 * @throws HatcheryError `HTTP_BODY` if nothing is there, or neither a list nor an object
 */
export function itemsAt(
  document: unknown,
  path: Path,
  options: { readonly optional?: boolean } = {},
): readonly unknown[] {
  const value = valueAt(document, path);
  if (Array.isArray(value)) return value;
  if (value === null || (value === undefined && options.optional === true)) return [];
  if (typeof value === 'object') return [value];
  const found = value === undefined ? 'nothing' : `a ${typeof value}`;
  throw new HatcheryError(
    'HTTP_BODY',
    `The items of the page were to be at "${String(path)}", but there is ${found}.`,
    {
      hint: `${presentKeys(document, path)} Correct the path, or see whether the service has changed its answer.`,
    },
  );
}

function presentKeys(document: unknown, path: Path): string {
  const parent = valueAt(document, pathKeys(path).slice(0, -1)) ?? document;
  if (Array.isArray(parent)) return 'The answer is a list itself: its path is ".".';
  if (typeof parent !== 'object' || parent === null) return `The answer is a ${typeof parent}.`;
  const keys = Object.keys(parent).slice(0, 10);
  return keys.length === 0 ? 'There are no keys at all.' : `The keys there are: ${keys.join(', ')}.`;
}
