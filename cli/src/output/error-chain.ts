import { HatcheryError } from '@hatchery/core';

/** No chain of causes worth reading is longer; one that goes in circles would be. */
const longest = 10;

/** One error of a chain, in plain words. */
export interface ErrorLink {
  /** Of hatchery, or of Node (`ECONNREFUSED`). */
  readonly code: string | undefined;
  readonly message: string;
  readonly stack: string | undefined;
}

/** What caused an error, nearest cause first. What an `AggregateError` holds comes right after it. */
export function causesOf(error: unknown): readonly ErrorLink[] {
  const links: ErrorLink[] = [];
  const seen = new Set<unknown>([error]);
  const waiting = causes(error);
  while (waiting.length > 0 && links.length < longest) {
    const next = waiting.shift();
    if (seen.has(next)) continue;
    seen.add(next);
    links.push(linkOf(next));
    waiting.unshift(...causes(next));
  }
  return links;
}

/** One error by itself, whatever was thrown. */
export function linkOf(error: unknown): ErrorLink {
  if (!isError(error)) return { code: undefined, message: text(error), stack: undefined };
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    code: typeof code === 'string' ? code : undefined,
    message: error.message === '' ? error.name : error.message,
    stack: error.stack,
  };
}

function causes(error: unknown): unknown[] {
  if (typeof error !== 'object' || error === null) return [];
  const inner = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return 'cause' in error && error.cause !== undefined && error.cause !== null ? [...inner, error.cause] : [...inner];
}

function isError(value: unknown): value is Error {
  return value instanceof Error || HatcheryError.is(value);
}

function text(value: unknown): string {
  try {
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  } catch {
    return Object.prototype.toString.call(value);
  }
}
