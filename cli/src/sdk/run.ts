import type { Window } from '@hatchery/core';
import type { RunEvent, RunListener, RunReport } from '@hatchery/engine';
import type { ConfigExport } from '@hatchery/host';
import { projectOptions } from '../base/project-options.ts';
import { exitCodeOfError, exitCodeOfReport } from '../exit-code.ts';
import { failureOutcome } from '../run/failure-outcome.ts';
import { reportJson } from '../run/report-json.ts';
import { RunReporter } from '../run/run-reporter.ts';
import { versions } from '../versions.ts';

/** What {@link run} is to do. At least one of `ids`, `tags` and `all` is needed. */
export interface RunRequestOptions {
  /** A config, or the path of one. @default searched for from the working directory upwards */
  readonly config?: ConfigExport | string;
  /** The overlay to take from `environments`. @default the variable HATCHERY_ENV */
  readonly environment?: string;
  /** A stream is taken if any selector names it. */
  readonly ids?: readonly string[];
  readonly tags?: readonly string[];
  readonly all?: boolean;
  /** Collect exactly these windows, instead of going on where each stream stopped. */
  readonly windows?: readonly Window[];
  /** Ends the run: sources are told, landing objects are finished or discarded. */
  readonly signal?: AbortSignal;
  /** Told what happens while it goes on. */
  readonly onEvent?: RunListener;
  /** Streams at once. @default 16 */
  readonly concurrency?: number;
  /**
   * Also tells those that the config's `report` and the environment name, as `hatchery run` does: at the end, for 30 seconds
   * at most, and no longer than `signal` lets it. Who cannot be told is a `log` event. @default false
   */
  readonly telemetry?: boolean;
}

/**
 * Runs streams from code, as `hatchery run` does, and touches nothing of the process: no output, no signal
 * handlers, no exit.
 *
 * What happens to a stream is in the report: look at each stream's `status` and `error`.
 *
 * @throws HatcheryError if nothing could run: `USAGE` without a selector, `NO_STREAM_MATCHED`, `CONFIG_…`, `PLUGIN_…`
 * @example
 * export const handler = async () => {
 *   const report = await run({ config, tags: ['hourly'] });
 *   if (report.streams.some(({ status }) => status === 'failed')) throw new Error('a stream failed');
 * };
 */
export async function run(options: RunRequestOptions): Promise<RunReport> {
  const { telemetry = false, onEvent, signal = new AbortController().signal } = options;
  const reporter = new RunReporter(({ code, message, hint }) =>
    onEvent?.({ type: 'log', level: 'warn', time: new Date(), message, fields: { code, hint } }),
  );
  try {
    const report = await runWith(options, telemetry ? reporter : undefined);
    const exitCode = exitCodeOfReport(report);
    if (telemetry) await reporter.end({ exitCode, report, document: reportJson(report, exitCode) }, signal);
    return report;
  } catch (error) {
    if (telemetry) await reporter.end({ ...failureOutcome(error), exitCode: exitCodeOfError(error) }, signal);
    throw error;
  }
}

async function runWith(options: RunRequestOptions, reporter: RunReporter | undefined): Promise<RunReport> {
  const { config, environment, ids = [], tags = [], all = false, telemetry: _, ...engineOptions } = options;
  const { openProject, projectFrom } = await import('@hatchery/host');
  const { run: runStreams } = await import('@hatchery/engine');
  const path = typeof config === 'string' ? config : undefined;
  const settings = projectOptions({ config: path, env: environment });
  const project =
    config === undefined || typeof config === 'string'
      ? await openProject(settings)
      : await projectFrom(config, settings);
  await reporter?.open(project.report);
  const streams = await project.bind(project.select({ ids, tags, all }));
  reporter?.setStreams(streams);
  const watched = reporter && {
    id: reporter.facts.run,
    onEvent(event: RunEvent): void {
      options.onEvent?.(event);
      reporter.onEvent(event);
    },
  };
  return runStreams(streams, { ...engineOptions, ...watched, versions: versions() });
}
