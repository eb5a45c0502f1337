import type { Comparison } from './compare.ts';
import type { Measurement } from './measure.ts';

/** The comparison as a table for people. */
export function formatComparison(comparison: Comparison): string {
  const { workload, description, bytes, contender, floor } = comparison;
  const rows = [
    ['', 'wall', 'CPU', 'peak memory', 'speed'],
    ['hatchery', ...cells(contender, bytes)],
    ['floor', ...cells(floor, bytes)],
    ['ratio', ...ratios(contender, floor)],
  ];
  return `${workload}: ${description}\n${rows.map(line).join('\n')}\n`;
}

function cells({ wallMs, cpuMs, peakBytes }: Measurement, bytes: number): string[] {
  const speed = bytes / 1_000_000 / (wallMs / 1_000);
  return [
    `${wallMs.toFixed(0)} ms`,
    `${cpuMs.toFixed(0)} ms`,
    `${(peakBytes / 1_048_576).toFixed(0)} MiB`,
    `${speed.toFixed(0)} MB/s`,
  ];
}

function ratios(contender: Measurement, floor: Measurement): string[] {
  const keys = ['wallMs', 'cpuMs', 'peakBytes'] as const;
  return keys.map((key) => (contender[key] / floor[key]).toFixed(2));
}

function line([name = '', ...values]: readonly string[]): string {
  return `  ${name.padEnd(10)}${values.map((value) => value.padStart(13)).join('')}`;
}
