import type { Goal } from './goals/goal.ts';

/** One kind of work, done by hatchery and by others; one file each in `workloads/`. */
export interface Workload {
  readonly name: string;
  /** A heading. */
  readonly title: string;
  /** What is done, by whom, and what each leaves out. */
  readonly description: string;
  readonly goals: readonly Goal[];
  /** For work that takes little: so many times the rounds that were asked for. @default 1 */
  readonly repeat?: number;
  /** Starts what the work needs: called once, before all rounds. */
  prepare(scale: Scale): Promise<Prepared>;
}

/** `quick` is the same work with less of everything: it shows that all of it runs, and measures nothing. */
export type Scale = 'full' | 'quick';

export interface Prepared extends AsyncDisposable {
  /** In each round they take their turns in this order. */
  readonly sides: readonly Side[];
  /** Who would belong here, but is not on this machine. */
  readonly skipped: readonly Skipped[];
}

/** One who does the work, as a whole process. */
export interface Side {
  readonly name: string;
  /** What one run moves; shown as a rate. */
  readonly amount?: Amount;
  /** Other work than the floor's, measured for a goal: not to be plotted beside it. @default false */
  readonly aside?: boolean;
  /** Makes ready for one run, in an empty folder, and says what to run. */
  command(folder: string): Promise<Command>;
  /** Called after each run: throws unless the work was done. May give counts beside what the kernel says. */
  check(folder: string): Promise<Readonly<Record<string, number>>>;
}

export interface Amount {
  readonly count: number;
  /** `MB`, `pages`, … */
  readonly unit: string;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** Beside the variables of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Skipped {
  readonly name: string;
  readonly why: string;
}
