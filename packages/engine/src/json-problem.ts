/** Deeper than any cursor; a value that holds itself has no end. */
const deepest = 100;

/** Where and why JSON would not carry a value unchanged; `undefined` if it would. */
export function jsonProblem(value: unknown, path = 'it', depth = 0): string | undefined {
  if (depth > deepest) return `it is nested more than ${deepest} levels deep, or holds itself`;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path} is ${value}`;
  if (typeof value !== 'object') return `${path} is a ${typeof value}`;
  if (!Array.isArray(value) && !isPlain(value)) return `${path} is not a plain object`;
  for (const [key, child] of Object.entries(value)) {
    const problem = jsonProblem(child, `${path}.${key}`, depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
