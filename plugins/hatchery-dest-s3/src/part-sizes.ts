const MiB = 1_048_576;
const mostParts = 10_000;
const smallest = 5 * MiB;
const largest = 40 * MiB;
const partsOfOneSize = 1_000;

/**
 * How large the parts of one object are. S3 takes 10,000 of them, 5 MiB at least; and what is on its way is held in memory.
 * So they start small, and double after each 1,000 parts up to 40 MiB: 307 GiB fit.
 */
export class PartSizes {
  readonly #fixed: number | undefined;

  /** @param fixed the size of all parts, in MiB */
  constructor(fixed?: number) {
    this.#fixed = fixed === undefined ? undefined : fixed * MiB;
  }

  /** The size of a part, in bytes; `undefined` beyond the last one that can be. @param number from 1 */
  of(number: number): number | undefined {
    if (number > mostParts) return undefined;
    return this.#fixed ?? Math.min(smallest * 2 ** Math.floor((number - 1) / partsOfOneSize), largest);
  }

  /** The size of the largest object, in bytes. */
  get capacity(): number {
    let total = 0;
    for (let number = 1; number <= mostParts; number += partsOfOneSize) {
      total += partsOfOneSize * (this.of(number) ?? 0);
    }
    return total;
  }
}
