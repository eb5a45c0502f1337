import { HatcheryError, parseDuration } from '@hatchery/core';

/**
 * Reads a span of time longer than 0; gives milliseconds.
 *
 * @param flag what the text was given for, to name it in the error
 * @throws HatcheryError `USAGE` for any other text
 */
export function spanFrom(text: string, flag: string): number {
  const span = parseDuration(text);
  if (span !== undefined && span > 0) return span;
  throw new HatcheryError('USAGE', `${flag} is not a span of time longer than 0: ${JSON.stringify(text)}.`, {
    hint: 'Write it as 90s, 10m, 1h30m or 7d.',
  });
}
