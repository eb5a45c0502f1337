import { redact, Secret } from '@hatchery/core';

const deepest = 8;

/** A copy of a value fit to be shown: plain data, every string without secrets, cut off where it goes too deep. */
export function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
  if (Secret.is(value)) return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (value instanceof URL) return redact(value.href);
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (depth === deepest) return '…';
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [redact(key), redactValue(item, depth + 1)]));
}

function redactError(error: Error, depth: number): unknown {
  const { name, message, cause } = error;
  const code = 'code' in error ? { code: redactValue(error.code, depth + 1) } : {};
  return { name, ...code, message: redact(message), ...(cause === undefined ? {} : { cause: redactValue(cause, depth + 1) }) };
}
