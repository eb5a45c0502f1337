import type { Judged } from '../goals/goal.ts';
import { readable } from './side-row.ts';

/** A goal, its limit, what was measured, and whether that is good enough. */
export function goalRow({ text, limit, unit, value, isMet }: Judged): string[] {
  if (value === undefined || isMet === undefined) return [text, limit, '', 'not measured'];
  return [text, limit, `${readable(value)} ${unit}`, isMet ? 'met' : 'missed'];
}
