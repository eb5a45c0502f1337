import type { SourceFactory } from '@hatchery/core';
import type { Check } from '../conformance/check.ts';
import { abortChecks } from './abort-checks.ts';
import { collectChecks } from './collect-checks.ts';
import { contractChecks } from './contract-checks.ts';
import { faultChecks } from './fault-checks.ts';
import { resumeChecks } from './resume-checks.ts';
import type { SourceConformance } from './source-conformance.ts';
import { SourceTrial } from './source-trial.ts';
import { windowChecks } from './window-checks.ts';

/**
 * What every source must do, whatever its API. Each check makes its own local server and closes it.
 *
 * @param plugin the source's default export
 * @example
 * describeChecks('hatchery-source-acme', testSource(acme, conformance), { describe, it });
 */
export function testSource(plugin: SourceFactory<never>, conformance: SourceConformance): Check[] {
  const trial = new SourceTrial(plugin, conformance);
  const groups = [contractChecks, collectChecks, windowChecks, resumeChecks, abortChecks, faultChecks];
  const checks = groups.flatMap((group) => group(trial));
  return checks.map((check) => leftOut(check, conformance.leaveOut?.[check.id]));
}

function leftOut(check: Check, reason: string | undefined): Check {
  if (reason === undefined) return check;
  return { ...check, run: () => Promise.resolve({ notApplicable: `Left out by the conformance module: ${reason}` }) };
}
