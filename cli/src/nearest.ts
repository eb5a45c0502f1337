import { closest, distance } from 'fastest-levenshtein';

/** The candidate that was probably meant by `word`, if one is near enough to be worth a mention. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word === '' || candidates.length === 0) return undefined;
  const best = closest(word, candidates);
  const longer = Math.max(word.length, best.length);
  // Two letters that changed places count as two mistakes.
  const allowed = Math.min(Math.max(2, Math.floor(longer / 3)), longer - 1);
  return distance(word, best) <= allowed ? best : undefined;
}
