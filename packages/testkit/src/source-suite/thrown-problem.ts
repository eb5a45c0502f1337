import { HatcheryError } from '@hatchery/core';

/** What is wrong with something that a source threw; `undefined` if nothing is. */
export function thrownProblem(thrown: unknown): string | undefined {
  if (HatcheryError.is(thrown)) return undefined;
  if (!(thrown instanceof Error)) return `the source throws ${describe(thrown)}, which is no Error.`;
  const isSlip = [TypeError, ReferenceError, RangeError, SyntaxError].some((kind) => thrown instanceof kind);
  if (isSlip) return `the source trips over it: ${thrown.name}: ${thrown.message}`;
  return thrown.message === '' ? 'the source throws an error that says nothing.' : undefined;
}

function describe(value: unknown): string {
  return typeof value === 'string' ? `the text "${value}"` : `a value of type ${typeof value}`;
}
