/**
 * The values of a flag that repeats and takes lists. What stood in an environment variable comes from oclif
 * as one text, whatever the flag's type says.
 */
export function listFlag(values: readonly string[] | string | undefined): readonly string[] {
  if (values === undefined) return [];
  const texts = typeof values === 'string' ? [values] : values;
  const words = texts.flatMap((text) => text.split(',')).map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== ''))];
}
