/** What a check found. Its output is shown when something failed. */
export interface CheckResult {
  readonly passed: number;
  readonly failed: number;
  readonly output: string;
}

/** One thing that `npm test` looks at. */
export interface Check {
  /** Also the word that selects it: `npm test lint`. */
  readonly name: string;
  run(root: string): Promise<CheckResult>;
}
