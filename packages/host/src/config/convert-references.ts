import type { z } from '@hatchery/core';
import { isPlainObject } from '../plain-object.ts';
import type { ConfigPath } from './resolve-references.ts';

/** The paths at which a schema wanted a number or a boolean and was given something else. */
export function wantedScalars(
  issues: readonly z.core.$ZodIssue[],
  prefix: ConfigPath = [],
): Map<string, 'number' | 'boolean'> {
  const wanted = new Map<string, 'number' | 'boolean'>();
  for (const issue of issues) {
    const path = [...prefix, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
    const type = scalarOf(issue);
    if (type) wanted.set(JSON.stringify(path), type);
    if (issue.code !== 'invalid_union') continue;
    for (const [key, inner] of wantedScalars(issue.errors.flat(), path)) wanted.set(key, inner);
  }
  return wanted;
}

/** The same value with one text converted; unchanged if the text does not read as the type. */
export function convertAt(value: unknown, path: ConfigPath, type: 'number' | 'boolean'): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return typeof value === 'string' ? converted(value, type) : value;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === key ? convertAt(item, rest, type) : item));
  }
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === key ? convertAt(item, rest, type) : item]),
  );
}

function converted(text: string, type: 'number' | 'boolean'): unknown {
  const trimmed = text.trim();
  if (type === 'boolean') return trimmed === 'true' ? true : trimmed === 'false' ? false : text;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : text;
}

function scalarOf(issue: z.core.$ZodIssue): 'number' | 'boolean' | undefined {
  if (issue.code === 'invalid_value') {
    if (issue.values.some((value) => typeof value === 'number')) return 'number';
    return issue.values.some((value) => typeof value === 'boolean') ? 'boolean' : undefined;
  }
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.expected === 'boolean') return 'boolean';
  return ['number', 'int'].includes(issue.expected) ? 'number' : undefined;
}
