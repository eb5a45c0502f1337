/** One thing that must hold, ready to run under any test runner. */
export interface Check {
  readonly name: string;
  /** Rejects, and says what is wrong, if it does not hold. */
  run(): Promise<void>;
}

/** The parts of a test runner that {@link describeChecks} needs; mocha's and Node's own fit. */
export interface CheckRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
}

/**
 * Hands checks to a test runner.
 *
 * @param runner where tests are registered
 * @example
 * import { describe, it } from 'mocha';
 * describeChecks('hatchery-dest-acme', destinationSuite({ place }), { describe, it });
 */
export function describeChecks(name: string, checks: readonly Check[], runner: CheckRunner): void {
  runner.describe(name, () => {
    for (const check of checks) runner.it(check.name, () => check.run());
  });
}
