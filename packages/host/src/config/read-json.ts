/**
 * The value of a JSON text; `undefined` if it is none, or if one of its objects has a key twice: what is wrong then is told by a
 * parser that knows places, and takes ten times as long.
 */
export function readJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return writtenKeys(text) === keysIn(value) ? value : undefined;
}

/** In a text that is JSON, a key is a string before a colon. */
function writtenKeys(text: string): number {
  let count = 0;
  for (const [, colon] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g)) if (colon !== undefined) count += 1;
  return count;
}

function keysIn(value: unknown): number {
  let count = 0;
  const ahead = [value];
  while (ahead.length > 0) {
    const part = ahead.pop();
    if (typeof part !== 'object' || part === null) continue;
    const items: unknown[] = Object.values(part);
    if (!Array.isArray(part)) count += items.length;
    for (const item of items) ahead.push(item);
  }
  return count;
}
