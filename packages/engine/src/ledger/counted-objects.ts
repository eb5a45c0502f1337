import type { LedgerEntry, LedgerObject } from './ledger-entry.ts';

/**
 * The objects that count, as entries pass in the order of their numbers: those of `progress` and `complete`, and those that the
 * same run noted as `landed` since its last one.
 */
export class CountedObjects {
  #noted: LedgerObject[] = [];
  #run: string | undefined;

  /** What `entry` makes count. */
  add(entry: LedgerEntry): readonly LedgerObject[] {
    if (entry.run !== this.#run || entry.kind === 'intent') this.#noted = [];
    this.#run = entry.run;
    if (entry.kind === 'intent') return [];
    if (entry.kind === 'landed') {
      this.#noted.push(...entry.objects);
      return [];
    }
    const counted = [...this.#noted, ...entry.objects];
    this.#noted = [];
    return counted;
  }
}
