import { HatcheryError } from '../hatchery-error.ts';
import { type Path, valueAt } from './value-at.ts';

/**
 * The page cursor at a path of a document, as text; `undefined` where services say "no more": absent, `null`, `false`
 * or an empty string. A number comes as its digits, a list of texts and numbers joined by commas.
 *
 * @throws HatcheryError `HTTP_BODY` if something else is there
 */
export function cursorAt(document: unknown, path: Path): string | undefined {
  const value = valueAt(document, path);
  if (value === undefined || value === null || value === false || value === '') return undefined;
  if (isPlain(value)) return String(value);
  if (Array.isArray(value) && value.length > 0 && value.every(isPlain)) return value.join(',');
  const found = Array.isArray(value) ? 'a list' : value === true ? 'true' : 'an object';
  throw new HatcheryError('HTTP_BODY', `The page cursor at "${String(path)}" was to be text, but is ${found}.`, {
    hint: 'The path may point beside the cursor, or the service has changed its answer.',
  });
}

function isPlain(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
