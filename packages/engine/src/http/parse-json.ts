import { HatcheryError } from '@hatchery/core';
import { excerpt } from './status-error.ts';

/** Digits of the smallest whole number that JavaScript may not hold. */
const unsafeDigits = 16;

/**
 * JSON, with whole numbers that JavaScript cannot hold given as strings of their digits.
 *
 * @throws HatcheryError `HTTP_BODY`, saying what the text looks like
 */
export function parseJson(text: string, shownUrl: string, contentType: string | null): unknown {
  try {
    return mayHoldUnsafe(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch {
    // Without the parser's error, which quotes a few characters: they may be the half of a secret, which no redaction finds.
    const what = text.trim() === '' ? 'an empty body' : `"${excerpt(text, contentType ?? '')}"`;
    throw new HatcheryError('HTTP_BODY', `${shownUrl} was to answer with JSON, but sent ${what}.`, {
      hint: 'A proxy, a login page or a wrong URL often answers like this.',
    });
  }
}

/** The source text of a number is in the third argument of a reviver (ECMAScript's "JSON.parse source text access"). */
function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && /^-?\d+$/.test(source) ? source : value;
}

/** Whether there are so many digits in a row; such a row covers one of every `unsafeDigits` characters, so few have to be looked at. */
function mayHoldUnsafe(text: string): boolean {
  for (let at = unsafeDigits - 1; at < text.length; at += unsafeDigits) {
    if (!isDigit(text, at)) continue;
    let [start, end] = [at, at + 1];
    while (isDigit(text, start - 1)) start--;
    while (isDigit(text, end)) end++;
    if (end - start >= unsafeDigits) return true;
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}
