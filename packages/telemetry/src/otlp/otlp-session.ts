import { HatcheryError } from '@hatchery/core';
import type { RunEvent, Stream } from '@hatchery/engine';
import type { RunFacts, RunOutcome } from '../run-outcome.ts';
import type { OtlpTarget } from '../report-targets.ts';
import { listenToDiagnostics } from './diagnostics.ts';
import { metricExporter, protocolOf, spanExporter } from './exporters.ts';
import { parentContext } from './parent-context.ts';
import { runResource } from './resource.ts';
import { RunTrace } from './run-trace.ts';
import { MetricSender } from './metric-sender.ts';
import { TraceSender } from './trace-sender.ts';

/** What is sent as OpenTelemetry of one run. */
export interface OtlpSession {
  onEvent(event: RunEvent): void;
  /** Sends what is left. @throws HatcheryError `REPORT_FAILED` for the first thing that could not be sent */
  end(outcome: RunOutcome): Promise<void>;
}

/**
 * Begins to record a run.
 *
 * @param streams by id; may be filled later, before the first event
 * @param warn told what OpenTelemetry's own code finds wrong, such as a variable that it cannot read
 */
export async function startOtlp(
  { settings, metrics, traces }: OtlpTarget,
  facts: RunFacts,
  streams: ReadonlyMap<string, Stream>,
  warn: (error: HatcheryError) => void,
): Promise<OtlpSession> {
  listenToDiagnostics(warn);
  const resource = runResource(facts.versions['hatchery']);
  const speak = (signal: 'metrics' | 'traces', isOn: boolean) => {
    if (!isOn) return undefined;
    const { asked, spoken } = protocolOf(signal, settings);
    if (spoken === undefined) warn(unspoken(signal, asked));
    return spoken;
  };
  const forMetrics = speak('metrics', metrics);
  const forTraces = speak('traces', traces);
  const metricSender =
    forMetrics && new MetricSender(await metricExporter(forMetrics, settings), resource, settings?.temporality);
  const traceSender = forTraces && new TraceSender(await spanExporter(forTraces, settings), resource);
  const trace = traceSender && new RunTrace(traceSender.tracer, parentContext(process.env), facts, streams);
  return {
    onEvent: (event) => trace?.onEvent(event),
    async end(outcome) {
      trace?.end(outcome);
      const sent = await Promise.allSettled([metricSender?.send(facts, outcome, streams), traceSender?.flush()]);
      const failed = sent.find((each) => each.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },
  };
}

function unspoken(signal: string, protocol: string): HatcheryError {
  return new HatcheryError('REPORT_FAILED', `The ${signal} are not sent: the protocol "${protocol}" is not spoken.`, {
    hint: 'There are http/protobuf and http/json; collectors listen for both on port 4318.',
  });
}
