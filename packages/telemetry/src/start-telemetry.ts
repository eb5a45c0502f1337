import { HatcheryError } from '@hatchery/core';
import type { RunEvent, Stream } from '@hatchery/engine';
import type { OtlpSession } from './otlp/otlp-session.ts';
import type { ReportTargets } from './report-targets.ts';
import type { RunFacts, RunOutcome } from './run-outcome.ts';

/** Tells others of one run. Nothing in it throws or rejects: what cannot be told is a warning. */
export interface Telemetry {
  /** Takes what the engine tells. */
  onEvent(event: RunEvent): void;
  /** Says which streams the run is of; before the first event. */
  setStreams(streams: readonly Stream[]): void;
  /** Tells how the run ended. Resolves when all have been told or given up, and once `signal` aborts. */
  end(outcome: RunOutcome, signal: AbortSignal): Promise<void>;
}

/**
 * Begins to tell others of a run.
 *
 * @param warn told what could not be sent, and why: errors with the code `REPORT_FAILED`
 */
export async function startTelemetry(
  targets: ReportTargets,
  facts: RunFacts,
  warn: (error: HatcheryError) => void,
): Promise<Telemetry> {
  const streams = new Map<string, Stream>();
  let otlp = await startedOtlp(targets, facts, streams, warn);
  return {
    onEvent(event) {
      try {
        otlp?.onEvent(event);
      } catch (error) {
        // What watches a run must not stop it.
        otlp = undefined;
        warn(asWarning(error));
      }
    },
    setStreams: (all) => all.forEach((stream) => streams.set(stream.id, stream)),
    async end(outcome, signal) {
      const sending = [tellByHttp(targets, facts, outcome, signal), [otlp?.end(outcome)]].flat();
      const said = new Set<unknown>();
      // What ends the wait for several is one reason.
      const warnOnce = (error: unknown): void => {
        if (!said.has(error)) warn(asWarning(error));
        said.add(error);
      };
      await Promise.all(sending.map((each) => settled(each, signal, warnOnce)));
    },
  };
}

async function startedOtlp(
  { otlp }: ReportTargets,
  facts: RunFacts,
  streams: ReadonlyMap<string, Stream>,
  warn: (error: HatcheryError) => void,
): Promise<OtlpSession | undefined> {
  if (otlp === undefined) return undefined;
  try {
    const { startOtlp } = await import('./otlp/otlp-session.ts');
    return await startOtlp(otlp, facts, streams, warn);
  } catch (error) {
    warn(asWarning(error));
    return undefined;
  }
}

function tellByHttp(
  { webhook, heartbeat }: ReportTargets,
  facts: RunFacts,
  outcome: RunOutcome,
  signal: AbortSignal,
): Promise<void>[] {
  const tellWebhook = async (): Promise<void> => {
    if (webhook === undefined) return;
    const { sendWebhook } = await import('./send-webhook.ts');
    await sendWebhook(webhook, facts, outcome, signal);
  };
  const tellHeartbeat = async (): Promise<void> => {
    if (heartbeat === undefined) return;
    const { sendHeartbeat } = await import('./send-heartbeat.ts');
    await sendHeartbeat(heartbeat, facts, outcome, signal);
  };
  return [tellWebhook(), tellHeartbeat()];
}

/** Waits for one of them, as long as there is time. */
async function settled(
  work: Promise<void> | undefined,
  signal: AbortSignal,
  warn: (error: unknown) => void,
): Promise<void> {
  if (work === undefined) return;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
  try {
    await Promise.race([work, aborted]);
  } catch (error) {
    warn(error);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function asWarning(error: unknown): HatcheryError {
  if (HatcheryError.is(error) && error.code === 'REPORT_FAILED') return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new HatcheryError('REPORT_FAILED', `Not all of the run could be reported: ${reason}`, { cause: error });
}
