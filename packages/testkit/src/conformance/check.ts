import { type RuleId, rules } from './rules.ts';

/** That a check does not concern this plugin, and why. */
export interface NotApplicable {
  readonly notApplicable: string;
}

/** One thing that must hold, ready to run under any test runner. */
export interface Check {
  /** The rule it tests, which several checks may do: what to look up, and where it is explained in `docs/writing-a-plugin.md`. */
  readonly id: RuleId;
  readonly area: string;
  readonly name: string;
  /** Why the rule matters, as one sentence. */
  readonly why: string;
  /** Rejects, and says what was seen, if it does not hold. */
  readonly run: () => Promise<NotApplicable | undefined>;
}

/** The parts of a test runner that {@link describeChecks} needs; mocha's and Node's own fit. */
export interface CheckRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
}

/** Thrown inside a check that turns out not to concern the plugin. */
class DoesNotApply extends Error {}

/** Ends a check, as it does not concern this plugin. */
export function notApplicable(reason: string): never {
  throw new DoesNotApply(reason);
}

/** A check of a rule. */
export function check(id: RuleId, name: string, run: () => Promise<void>): Check {
  return {
    id,
    ...rules[id],
    name,
    async run() {
      try {
        await run();
      } catch (error) {
        if (error instanceof DoesNotApply) return { notApplicable: error.message };
        throw error;
      }
      return undefined;
    },
  };
}

/**
 * Hands checks to a test runner. A check that does not concern the plugin passes.
 *
 * @param runner where tests are registered
 * @example
 * import { describe, it } from 'mocha';
 * describeChecks('hatchery-source-acme', testSource(acme, conformance), { describe, it });
 */
export function describeChecks(name: string, checks: readonly Check[], runner: CheckRunner): void {
  runner.describe(name, () => {
    for (const one of checks) {
      runner.it(one.name, async () => {
        await one.run();
      });
    }
  });
}
