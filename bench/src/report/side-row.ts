import type { MeasuredSide } from '../compare.ts';
import { Results, cpuMs, peakMiB, wallMs } from '../goals/results.ts';

export const headings = ['', 'rounds', 'time', 'CPU time', 'peak memory', 'rate'];

/** What is shown of one side: medians of its rounds. */
export function sideRow({ name, rounds, amount }: MeasuredSide): string[] {
  const results = new Results(new Map([[name, rounds]]));
  const [wall, cpu, peak] = [wallMs, cpuMs, peakMiB].map(
    (quantity) => results.median(name, quantity) ?? Number.NaN,
  ) as [number, number, number];
  const rate = amount === undefined ? '' : `${readable(amount.count / (wall / 1_000))} ${amount.unit}/s`;
  return [name, String(rounds.length), duration(wall), duration(cpu), `${readable(peak)} MiB`, rate];
}

function duration(milliseconds: number): string {
  return milliseconds < 1_000 ? `${readable(milliseconds)} ms` : `${readable(milliseconds / 1_000)} s`;
}

/** Three digits, as more would promise what no second run keeps. */
export function readable(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
