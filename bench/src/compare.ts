import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.ts';
import { type Measurement, measure } from './measure.ts';
import { type Side, sides, type Workload } from './workload.ts';

export interface Comparison {
  readonly workload: string;
  readonly description: string;
  readonly bytes: number;
  /** Medians of all rounds. */
  readonly contender: Measurement;
  readonly floor: Measurement;
  /** Every round, in order. */
  readonly rounds: Readonly<Record<Side, readonly Measurement[]>>;
}

/** Measures hatchery and the floor in turns, so that what else the machine does strikes both alike. */
export async function compare(workload: Workload, count: number): Promise<Comparison> {
  const folder = await mkdtemp(join(tmpdir(), 'hatchery-bench-'));
  await using prepared = await workload.prepare();
  const rounds: Record<Side, Measurement[]> = { contender: [], floor: [] };
  try {
    // The first round only warms the disk's and the compiler's caches.
    const [first, last] = workload.rounds === undefined ? [0, count] : [1, Math.min(count, workload.rounds)];
    for (let round = first; round <= last; round++) {
      for (const side of sides) {
        const measurement = await measure(workload, side, prepared.input, folder);
        if (round > 0) rounds[side].push(measurement);
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  const { name, description } = workload;
  const [contender, floor] = [medians(rounds.contender), medians(rounds.floor)];
  return { workload: name, description, bytes: prepared.bytes, contender, floor, rounds };
}

function medians(measurements: readonly Measurement[]): Measurement {
  return {
    wallMs: median(measurements.map(({ wallMs }) => wallMs)),
    cpuMs: median(measurements.map(({ cpuMs }) => cpuMs)),
    peakBytes: median(measurements.map(({ peakBytes }) => peakBytes)),
  };
}
