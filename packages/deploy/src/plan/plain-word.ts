import { HatcheryError } from '@hatchery/core';

/**
 * Lets a text pass that every format and every command line can carry.
 *
 * @param what names it in the error, as in `The tag`
 * @throws HatcheryError `USAGE` for control characters, line separators and halves of characters
 */
export function plainWord(text: string, what: string): string {
  if (!/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) && text.isWellFormed()) return text;
  throw new HatcheryError(
    'USAGE',
    `${what} ${JSON.stringify(text)} cannot be deployed: it holds a control character.`,
    {
      hint: 'A line of a crontab, say, has no way to write it. Name it with visible characters only.',
    },
  );
}
