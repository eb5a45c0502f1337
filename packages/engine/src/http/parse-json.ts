import { HatcheryError } from '@hatchery/core';
import { excerpt } from './status-error.ts';

const maybeUnsafe = /\d{16}/;

/**
 * JSON, with whole numbers that JavaScript cannot hold given as strings of their digits.
 *
 * @throws HatcheryError `HTTP_BODY`, saying what the text looks like
 */
export function parseJson(text: string, shownUrl: string, contentType: string | null): unknown {
  try {
    return maybeUnsafe.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch (cause) {
    const what = text.trim() === '' ? 'an empty body' : `"${excerpt(text, contentType ?? '')}"`;
    throw new HatcheryError('HTTP_BODY', `${shownUrl} was to answer with JSON, but sent ${what}.`, {
      cause,
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
