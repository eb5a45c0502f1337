import type { HatcheryError } from '@hatchery/core';
import type { RunEvent, Stream } from '@hatchery/engine';
import { reportSchema } from '../../src/report-schema.ts';
import { reportTargets } from '../../src/report-targets.ts';
import { type RunOutcome, startTelemetry } from '../../src/index.ts';
import { facts, outcomeOf } from './sample-run.ts';

interface Told {
  readonly outcome?: RunOutcome;
  readonly streams?: readonly Stream[];
  readonly events?: readonly RunEvent[];
  /** Of the process, as OpenTelemetry's own code reads them; put back afterwards. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Tells of a run what a config says is to be told. Gives what could not be. */
export async function told(config: unknown, how: Told = {}): Promise<HatcheryError[]> {
  const { outcome = outcomeOf([]), streams = [], events = [], variables = {} } = how;
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    const warnings: HatcheryError[] = [];
    const targets = reportTargets(config === undefined ? undefined : reportSchema.parse(config), process.env);
    if (targets === undefined) throw new Error('There is nobody to be told.');
    const telemetry = await startTelemetry(targets, facts, (error) => warnings.push(error));
    telemetry.setStreams(streams);
    for (const event of events) telemetry.onEvent(event);
    await telemetry.end(outcome, how.signal ?? new AbortController().signal);
    return warnings;
  } finally {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}
