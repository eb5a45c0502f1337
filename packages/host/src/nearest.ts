import { closest, distance } from 'fastest-levenshtein';

/** The name that was probably meant, if one is near enough to be. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > 100) return undefined;
  const candidate = closest(name.toLowerCase(), known);
  const allowed = Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3));
  return distance(name.toLowerCase(), candidate.toLowerCase()) <= allowed ? candidate : undefined;
}

/** `Did you mean "slack"?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const found = nearest(name, known);
  return found === undefined ? undefined : `Did you mean "${found}"?`;
}
