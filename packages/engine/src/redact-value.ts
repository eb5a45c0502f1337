import { redact, Secret } from '@hatchery/core';

const deepest = 8;
/** A request or a socket, logged by accident, leads to thousands of others. */
const mostValues = 1_000;
const unreadable = '[unreadable]';

/**
 * A copy of a value fit to be shown: plain data, every string without secrets, cut off where there is too much of it.
 * What cannot be read (a getter that throws, a proxy that was revoked) is named as that; nothing is thrown.
 */
export function redactValue(value: unknown): unknown {
  return shown(value, { depth: 0, budget: { left: mostValues } });
}

interface Limits {
  readonly depth: number;
  readonly budget: { left: number };
}

function shown(value: unknown, limits: Limits): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null)
    return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
  return attempt(() => shownObject(value, limits));
}

function shownObject(value: object, { depth, budget }: Limits): unknown {
  if (Secret.is(value)) return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (value instanceof URL) return redact(value.href);
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (depth === deepest || budget.left <= 0) return '…';
  const inside = { depth: depth + 1, budget };
  if (value instanceof Error) return shownError(value, inside);
  if (Array.isArray(value)) return within(value, budget).map((item: unknown) => shown(item, inside));
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    within(Object.keys(fields), budget).map((key) => [redact(key), attempt(() => shown(fields[key], inside))]),
  );
}

function shownError(error: Error, limits: Limits): unknown {
  const { name, message, cause }: { name: unknown; message: unknown; cause?: unknown } = error;
  const code = 'code' in error ? { code: shown(error.code, limits) } : {};
  return {
    name: redact(String(name)),
    ...code,
    message: redact(String(message)),
    ...(cause === undefined ? {} : { cause: shown(cause, limits) }),
  };
}

/** As many items as may still be shown. */
function within<T>(items: readonly T[], budget: Limits['budget']): readonly T[] {
  const taken = items.slice(0, budget.left);
  budget.left -= taken.length;
  return taken;
}

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return unreadable;
  }
}
