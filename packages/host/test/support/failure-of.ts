import { HatcheryError } from '@hatchery/core';
import { ConfigInvalidError } from '../../src/index.ts';

/** The HatcheryError that a promise rejects with; any other end is a failure of the test. */
export async function failureOf(promise: Promise<unknown>): Promise<HatcheryError> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (!outcome) throw new Error('it did not fail');
  if (!HatcheryError.is(outcome.error)) throw outcome.error;
  return outcome.error;
}

/** The problems that a promise rejects with. */
export async function problemsOf(promise: Promise<unknown>): Promise<ConfigInvalidError['problems']> {
  const error = await failureOf(promise);
  if (!(error instanceof ConfigInvalidError)) throw error;
  return error.problems;
}
