import { redact } from '@hatchery/core';

const longest = 300;

/** Text from outside as it may be shown: one line, no control or direction characters, no secrets, not too long. */
export function shownText(text: string, length = longest): string {
  const line = redact(text)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return line.length > length ? `${line.slice(0, length)}…` : line;
}
