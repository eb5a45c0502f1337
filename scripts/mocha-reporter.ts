import { writeFileSync } from 'node:fs';
import { type MochaOptions, type Runner, type Test, reporters } from 'mocha';

/** What {@link CountingReporter} writes: how many tests ended how, and how many each file has. */
export interface MochaCounts {
  readonly passed: number;
  readonly failed: number;
  readonly files: Readonly<Record<string, number>>;
}

/** Mocha's dots and failures, and the counts in the file that the reporter option `output` names. */
export default class CountingReporter extends reporters.Dot {
  readonly #output: string | undefined;
  readonly #files: Record<string, number> = {};

  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    const settings = options.reporterOptions as { readonly output?: string } | undefined;
    this.#output = settings?.output;
    runner.on('test end', (test: Test) => {
      if (test.file !== undefined) this.#files[test.file] = (this.#files[test.file] ?? 0) + 1;
    });
  }

  override done(failures: number, end: (failures: number) => void): void {
    if (this.#output !== undefined) {
      const counts: MochaCounts = { passed: this.stats.passes, failed: this.stats.failures, files: this.#files };
      writeFileSync(this.#output, JSON.stringify(counts));
    }
    end(failures);
  }
}
