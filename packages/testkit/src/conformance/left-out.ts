import type { Check } from './check.ts';
import type { RuleId } from './rules.ts';

/** The check, or one in its place that says why it is not made. */
export function leftOut(check: Check, reasons: Partial<Readonly<Record<RuleId, string>>> = {}): Check {
  const reason = reasons[check.id];
  if (reason === undefined) return check;
  return { ...check, run: () => Promise.resolve({ notApplicable: `Left out by the conformance module: ${reason}` }) };
}
