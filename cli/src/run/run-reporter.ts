import { HatcheryError } from '@hatchery/core';
import type { RunEvent, Stream } from '@hatchery/engine';
import type { ReportSettings, RunFacts, RunOutcome, Telemetry } from '@hatchery/telemetry';
import { reportTargets } from '@hatchery/telemetry/report-targets';
import { randomUUID } from 'node:crypto';
import { versions } from '../versions.ts';

/** How long others may be told how it ended, in milliseconds: three tries, of ten seconds at most. */
const patience = 30_000;

/** The same after a signal: what a run that takes its time to stop leaves of the platform's ten seconds. */
const patienceOnceStopped = 2_000;

/**
 * Tells others how a run goes and ends, if the config or the environment names any. What does that is not even loaded
 * otherwise. Nobody's failure to listen changes what the run does, or its exit code.
 */
export class RunReporter {
  readonly facts: RunFacts = { run: randomUUID(), startedAt: new Date(), versions: versions() };
  readonly #warn: (error: HatcheryError) => void;
  #opening: Promise<Telemetry | undefined> | undefined;
  #telemetry: Telemetry | undefined;

  constructor(warn: (error: HatcheryError) => void) {
    this.#warn = warn;
  }

  /** To be called once the config is read, if it can be. */
  async open(settings?: ReportSettings): Promise<void> {
    this.#opening ??= this.#start(settings);
    this.#telemetry = await this.#opening;
  }

  setStreams(streams: readonly Stream[]): void {
    this.#telemetry?.setStreams(streams);
  }

  onEvent(event: RunEvent): void {
    this.#telemetry?.onEvent(event);
  }

  /**
   * Tells how it ended. Takes a bounded time.
   *
   * @param stop ends it early; if it has aborted already, that is what ended the run, and little time is left
   */
  async end(outcome: Omit<RunOutcome, 'endedAt'>, stop: AbortSignal): Promise<void> {
    const endedAt = new Date();
    await this.open();
    if (this.#telemetry === undefined) return;
    const limit = new AbortController();
    const isStopped = stop.aborted || outcome.signal !== undefined;
    const time = isStopped ? patienceOnceStopped : patience;
    const timer = setTimeout(() => limit.abort(tooLong(time)), time);
    const signal = stop.aborted ? limit.signal : AbortSignal.any([stop, limit.signal]);
    await this.#telemetry.end({ ...outcome, endedAt }, signal);
    clearTimeout(timer);
  }

  async #start(settings: ReportSettings | undefined): Promise<Telemetry | undefined> {
    const targets = reportTargets(settings, process.env);
    if (targets === undefined) return undefined;
    try {
      const { startTelemetry } = await import('@hatchery/telemetry');
      return await startTelemetry(targets, this.facts, this.#warn);
    } catch (cause) {
      this.#warn(new HatcheryError('REPORT_FAILED', 'Nobody can be told how the run goes.', { cause }));
      return undefined;
    }
  }
}

function tooLong(time: number): HatcheryError {
  return new HatcheryError('REPORT_FAILED', `How the run ended could not be told to all within ${time} ms.`, {
    hint: 'The run itself is not affected, nor is its exit code.',
  });
}
