import { writeFileSync } from 'node:fs';
import { type MochaOptions, type Runner, reporters } from 'mocha';

/** What {@link CountingReporter} writes. */
export interface MochaCounts {
  readonly passed: number;
  readonly failed: number;
}

/** Mocha's dots and failures, and the counts in the file that the reporter option `output` names. */
export default class CountingReporter extends reporters.Dot {
  readonly #output: string;

  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    this.#output = (options.reporterOptions as { readonly output: string }).output;
  }

  override done(failures: number, end: (failures: number) => void): void {
    const counts: MochaCounts = { passed: this.stats.passes, failed: this.stats.failures };
    writeFileSync(this.#output, JSON.stringify(counts));
    end(failures);
  }
}
