import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Judged, judge } from './goals/goal.ts';
import { Results } from './goals/results.ts';
import { type Measurement, measure } from './measure.ts';
import type { Amount, Scale, Skipped, Workload } from './workload.ts';

export interface Comparison {
  readonly workload: string;
  readonly title: string;
  readonly description: string;
  readonly sides: readonly MeasuredSide[];
  readonly skipped: readonly Skipped[];
  readonly goals: readonly Judged[];
}

export interface MeasuredSide {
  readonly name: string;
  readonly amount?: Amount;
  readonly aside?: boolean;
  /** In order. */
  readonly rounds: readonly Measurement[];
}

export interface CompareOptions {
  readonly rounds: number;
  readonly scale: Scale;
  /** Told of each run. */
  readonly onRun?: (side: string, round: number, measurement: Measurement) => void;
}

/** Measures all sides in turns, so that what else the machine does strikes all alike. */
export async function compare(
  workload: Workload,
  { rounds: asked, scale, onRun }: CompareOptions,
): Promise<Comparison> {
  const folder = await mkdtemp(join(tmpdir(), 'hatchery-bench-'));
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  const { sides, skipped } = cleanUp.use(await workload.prepare(scale));
  const count = asked * (workload.repeat ?? 1);
  const measured = sides.map((side) => ({ side, rounds: [] as Measurement[] }));
  for (let round = 1; round <= count; round++) {
    for (const { side, rounds } of measured) {
      const measurement = await measure(side, folder);
      rounds.push(measurement);
      onRun?.(side.name, round, measurement);
    }
  }
  const results = new Results(new Map(measured.map(({ side, rounds }) => [side.name, rounds])));
  return {
    workload: workload.name,
    title: workload.title,
    description: workload.description,
    sides: measured.map(({ side: { name, amount, aside }, rounds }) => ({
      name,
      ...(amount && { amount }),
      ...(aside === true && { aside }),
      rounds,
    })),
    skipped,
    goals: workload.goals.map((goal) => judge(goal, results)),
  };
}
