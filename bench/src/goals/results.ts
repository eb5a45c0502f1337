import type { Measurement } from '../measure.ts';
import { median } from '../median.ts';

type Quantity = (measurement: Measurement) => number;

export const wallMs: Quantity = (measurement) => measurement.wallMs;
export const cpuMs: Quantity = (measurement) => measurement.cpuMs;
export const peakMiB: Quantity = (measurement) => measurement.peakBytes / 1_048_576;
export const count =
  (name: string): Quantity =>
  (measurement) =>
    measurement.counts[name] ?? Number.NaN;

/** All rounds of all sides of one workload. */
export class Results {
  readonly #rounds: ReadonlyMap<string, readonly Measurement[]>;

  constructor(rounds: ReadonlyMap<string, readonly Measurement[]>) {
    this.#rounds = rounds;
  }

  /** `undefined` for a side that was not measured. */
  median(side: string, quantity: Quantity): number | undefined {
    const rounds = this.#rounds.get(side);
    return rounds === undefined || rounds.length === 0 ? undefined : median(rounds.map(quantity));
  }

  /** The median of what a comparison of two sides gives in each round: what else the machine did strikes both alike. */
  paired(
    [one, other]: readonly [string, string],
    quantity: Quantity,
    compare: (one: number, other: number) => number,
  ): number | undefined {
    const [ones, others] = [this.#rounds.get(one), this.#rounds.get(other)];
    if (ones === undefined || others === undefined) return undefined;
    const values = ones.flatMap((each, round) => {
      const against = others[round];
      return against === undefined ? [] : [compare(quantity(each), quantity(against))];
    });
    return values.length === 0 ? undefined : median(values);
  }

  /** How many times `other` the one is. */
  ratio(one: string, other: string, quantity: Quantity): number | undefined {
    return this.paired([one, other], quantity, (a, b) => a / b);
  }
}
