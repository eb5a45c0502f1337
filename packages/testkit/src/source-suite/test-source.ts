import type { SourceFactory } from '@hatchery/core';
import type { Check } from '../conformance/check.ts';
import { leftOut } from '../conformance/left-out.ts';
import { optionsChecks } from '../conformance/options-checks.ts';
import { abortChecks } from './abort-checks.ts';
import { collectChecks } from './collect-checks.ts';
import { contractChecks } from './contract-checks.ts';
import { credentialChecks } from './credential-checks.ts';
import { faultChecks } from './fault-checks.ts';
import { memoryChecks } from './memory-checks.ts';
import { nameChecks } from './name-checks.ts';
import { resumeChecks } from './resume-checks.ts';
import { secretChecks } from './secret-checks.ts';
import type { SourceConformance } from './source-conformance.ts';
import { SourceTrial } from './source-trial.ts';
import { now } from './trial-times.ts';
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
  const groups = [
    contractChecks,
    collectChecks,
    credentialChecks,
    secretChecks,
    nameChecks,
    windowChecks,
    resumeChecks,
    abortChecks,
    faultChecks,
    memoryChecks,
  ];
  const options = { schema: plugin.definition.config, notSecret: conformance.notSecret, withOptions };
  const checks = [...optionsChecks(options), ...groups.flatMap((group) => group(trial))];

  async function withOptions(use: (config: unknown) => Promise<void>): Promise<void> {
    const server = await conformance.server(now);
    try {
      await use(conformance.config(server));
    } finally {
      await server.close();
    }
  }
  return checks.map((check) => leftOut(check, conformance.leaveOut));
}
