import { redact, Secret } from '@hatchery/core';

const deepest = 8;

/**
 * A copy of a value fit to be shown: plain data, every string without secrets, cut off where it goes too deep. What
 * cannot be read (a getter that throws, a proxy that was revoked) is named as that; nothing is thrown.
 */
export function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
  try {
    return redactObject(value, depth);
  } catch {
    return '[unreadable]';
  }
}

function redactObject(value: object, depth: number): unknown {
  if (Secret.is(value)) return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (value instanceof URL) return redact(value.href);
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (depth === deepest) return '…';
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  return Object.fromEntries(Object.keys(value).map((key) => [redact(key), redactField(value, key, depth)]));
}

/** One field that cannot be read takes no others with it. */
function redactField(value: object, key: string, depth: number): unknown {
  try {
    return redactValue((value as Record<string, unknown>)[key], depth + 1);
  } catch {
    return '[unreadable]';
  }
}

function redactError(error: Error, depth: number): unknown {
  const { name, message, cause } = error;
  const code = 'code' in error ? { code: redactValue(error.code, depth + 1) } : {};
  return { name, ...code, message: redact(message), ...(cause === undefined ? {} : { cause: redactValue(cause, depth + 1) }) };
}
