import { closest, distance } from 'fastest-levenshtein';

/** The name that was probably meant, if one is near enough to be. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > 100) return undefined;
  const lower = name.toLowerCase();
  // Two letters swapped are the commonest slip, and count as two edits, too many for a short name.
  const swapped = known.find(
    (other) => distance(lower, other.toLowerCase()) === 2 && letters(lower) === letters(other),
  );
  const candidate = swapped ?? closest(lower, known);
  const longer = Math.max(name.length, candidate.length);
  // Of one letter, another is no misspelling.
  const allowed = Math.min(Math.max(1, Math.floor(longer / 3)), longer - 1);
  return swapped ?? (distance(lower, candidate.toLowerCase()) <= allowed ? candidate : undefined);
}

function letters(name: string): string {
  return name.toLowerCase().split('').sort().join('');
}

/** `Did you mean "slack"?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const found = nearest(name, known);
  return found === undefined ? undefined : `Did you mean "${found}"?`;
}
