import { isPlainObject } from '../plain-object.ts';

/**
 * Lays `upper` over `lower`, key by key and deep; lists and bound plugins are replaced whole. So are the options
 * of a plugin when `upper` names another: one plugin's options mean nothing to the next.
 */
export function mergeLayers(lower: unknown, upper: unknown): unknown {
  if (upper === undefined) return lower;
  if (!isPlainObject(lower) || !isPlainObject(upper) || isBound(lower) || isBound(upper)) return upper;
  if (lower === upper || namesAnotherPlugin(lower, upper)) return upper;
  const merged = new Map(Object.entries(lower));
  for (const [key, value] of Object.entries(upper)) merged.set(key, mergeLayers(merged.get(key), value));
  return Object.fromEntries(merged);
}

function namesAnotherPlugin(lower: Record<string, unknown>, upper: Record<string, unknown>): boolean {
  return typeof lower['use'] === 'string' && typeof upper['use'] === 'string' && lower['use'] !== upper['use'];
}

function isBound(value: Record<string, unknown>): boolean {
  return 'definition' in value && 'kind' in value;
}
