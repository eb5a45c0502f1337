import { redact, Secret } from '@hatchery/core';
import { errorJson } from '../output/error-json.ts';

/** What a log service takes as one entry is some 256 KiB: no field alone may fill it. */
const longestText = 16_384;
const deepest = 8;
const mostValues = 1_000;

/**
 * Any value as one that JSON can write, whatever a plugin put into a log field: without secrets, without
 * circles, and not without end.
 */
export function plainValue(value: unknown): unknown {
  return plain(value, { depth: 0, budget: { left: mostValues } });
}

interface Limits {
  readonly depth: number;
  readonly budget: { left: number };
}

function plain(value: unknown, limits: Limits): unknown {
  if (typeof value === 'string') return shorten(redact(value));
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (typeof value !== 'object') return shorten(redact(text(value)));
  if (limits.depth >= deepest || limits.budget.left-- <= 0) return '[more]';
  if (Secret.is(value)) return String(value);
  try {
    return plainObject(value, { ...limits, depth: limits.depth + 1 });
  } catch {
    // A getter or a `toJSON` that throws must not end a run.
    return '[unreadable]';
  }
}

function plainObject(value: object, limits: Limits): unknown {
  if (value instanceof Error) return plain(errorJson(value, value.name), limits);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Map) return plain(Object.fromEntries(value), limits);
  if (value instanceof Set) return plain([...value], limits);
  if (convertsItself(value)) return plain(value.toJSON(), limits);
  if (Array.isArray(value)) return value.slice(0, mostValues).map((item: unknown) => plain(item, limits));
  const entries = Object.entries(value).slice(0, mostValues);
  return Object.fromEntries(entries.map(([key, item]) => [shorten(redact(key)), plain(item, limits)]));
}

function convertsItself(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

/** A bigint in digits; a function or a symbol as what it is. */
function text(value: unknown): string {
  return typeof value === 'bigint' ? value.toString() : `[${typeof value}]`;
}

function shorten(long: string): string {
  return long.length <= longestText ? long : `${long.slice(0, longestText)}… (${long.length} characters)`;
}
