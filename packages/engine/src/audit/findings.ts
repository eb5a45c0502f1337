import type { HatcheryError } from '@hatchery/core';
import { type Difference, shownDifferences, type VerifyReport } from './verify-report.ts';

type Count = 'entries' | 'objects' | 'bytes' | 'open' | 'discarded';

/** What a verification found so far. */
export class Findings {
  readonly #counts = { entries: 0, objects: 0, bytes: 0, differenceCount: 0, open: 0, discarded: 0 };
  readonly #differences: Difference[] = [];
  readonly #errors: HatcheryError[] = [];

  get report(): VerifyReport {
    return { ...this.#counts, differences: this.#differences, errors: this.#errors };
  }

  count(what: Count, number = 1): void {
    this.#counts[what] += number;
  }

  differ(difference: Difference): void {
    this.#counts.differenceCount += 1;
    if (this.#differences.length < shownDifferences) this.#differences.push(difference);
  }

  fail(error: HatcheryError): void {
    this.#errors.push(error);
  }
}
