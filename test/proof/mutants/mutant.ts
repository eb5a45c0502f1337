/** A promise broken on purpose, and the test that must see it. */
export interface Mutant {
  /** What it does wrong. */
  readonly name: string;
  readonly file: string;
  /** Occurs in the file exactly once. */
  readonly from: string;
  readonly to: string;
  /** Files of tests, one of which fails if all is well. */
  readonly seenBy: string;
}
