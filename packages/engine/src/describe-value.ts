import { redact } from '@hatchery/core';

const longest = 200;

/** What kind of value it is, with its article: `an array`, `null`, `a string`. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return /^[aeiou]/.test(typeof value) ? `an ${typeof value}` : `a ${typeof value}`;
}

/** Anything as a short text without secrets, whatever is thrown on the way. */
export function describeValue(value: unknown): string {
  try {
    const text = redact(textOf(value));
    return text.length <= longest ? text : `${text.slice(0, longest)}…`;
  } catch {
    return `a value of type ${typeof value}`;
  }
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || value instanceof Error) return String(value);
  return JSON.stringify(value) ?? kindOf(value);
}
