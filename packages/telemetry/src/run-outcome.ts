import type { RunReport } from '@hatchery/engine';

/** What identifies a run from its start on. */
export interface RunFacts {
  /** The id that ledger entries hold, too. */
  readonly run: string;
  readonly startedAt: Date;
  /** Package name to version; `hatchery`'s own is among them. */
  readonly versions: Readonly<Record<string, string>>;
}

/** How a run ended. */
export interface RunOutcome {
  readonly endedAt: Date;
  readonly exitCode: number;
  /** The signal that stopped it. */
  readonly signal?: NodeJS.Signals | undefined;
  /** What was done; absent if the run failed before it began. */
  readonly report?: RunReport | undefined;
  /** The code of the error because of which nothing ran. */
  readonly errorCode?: string | undefined;
  /** What `hatchery run --json` prints of it. Its secrets need not have been removed. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** Nothing failed, but another run holds the rest and reports it. The number that `sysexits.h` calls EX_TEMPFAIL. */
const held = 75;

/** Whether a run did what it was to do, failed, or left it to another one. */
export function verdictOf(exitCode: number): 'success' | 'failure' | 'held' {
  if (exitCode === 0) return 'success';
  return exitCode === held ? 'held' : 'failure';
}
