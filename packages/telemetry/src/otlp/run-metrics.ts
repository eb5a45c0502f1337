import type { Attributes, HrTime } from '@opentelemetry/api';
import type { Stream, StreamReport, StreamStatus } from '@hatchery/engine';
import type { AggregationTemporality, MetricData } from '@opentelemetry/sdk-metrics';
import type { RunFacts, RunOutcome } from '../run-outcome.ts';
import { cleanAttributes, streamAttributes } from './attributes.ts';
import { counter, durations, gauge, type MeasuredSpan, type Measurement } from './metric-data.ts';

/** So many streams go into one request: some 300 KB, and less than the 1 MB that services take at least as JSON. */
const streamsAtOnce = 100;

const statuses: readonly StreamStatus[] = ['completed', 'failed', 'held', 'cancelled'];

interface StreamFacts {
  readonly report: StreamReport;
  readonly attributes: Attributes;
}

/** What a run measured, in portions that fit a request each. */
export function* runMetrics(
  facts: RunFacts,
  outcome: RunOutcome,
  streams: ReadonlyMap<string, Stream>,
  temporality: AggregationTemporality,
): Generator<MetricData[]> {
  const span = { startTime: hrTime(facts.startedAt), endTime: hrTime(outcome.endedAt) };
  const ofRun = runDuration(facts, outcome, span, temporality);
  const reports = outcome.report?.streams ?? [];
  if (reports.length === 0) yield [ofRun];
  for (let from = 0; from < reports.length; from += streamsAtOnce) {
    const portion = reports.slice(from, from + streamsAtOnce).map((report) => ({
      report,
      attributes: streamAttributes(report.id, streams.get(report.id)),
    }));
    const ofStreams = streamMetrics(portion, outcome.endedAt, span, temporality);
    yield from === 0 ? [ofRun, ...ofStreams] : ofStreams;
  }
}

function runDuration(
  facts: RunFacts,
  outcome: RunOutcome,
  span: MeasuredSpan,
  temporality: AggregationTemporality,
): MetricData {
  const value = (outcome.endedAt.getTime() - facts.startedAt.getTime()) / 1_000;
  const attributes = cleanAttributes({ 'process.exit.code': outcome.exitCode, 'error.type': outcome.errorCode });
  const metric = { name: 'hatchery.run.duration', unit: 's', description: 'How long runs take.' };
  return durations(metric, [{ value, attributes }], span, temporality);
}

function streamMetrics(
  streams: readonly StreamFacts[],
  now: Date,
  span: MeasuredSpan,
  temporality: AggregationTemporality,
): MetricData[] {
  const count = (value: (report: StreamReport) => number): Measurement[] =>
    streams.map(({ report, attributes }) => ({ value: value(report), attributes }));
  const counted = (name: string, unit: string, description: string, value: (report: StreamReport) => number) =>
    counter({ name: `hatchery.stream.${name}`, unit, description }, count(value), span, temporality);
  return [
    gauge(
      { name: 'hatchery.stream.lag', unit: 's', description: 'How far the end of what is covered lies back.' },
      streams.flatMap((stream) => lag(stream, now)),
      span,
    ),
    gauge(
      { name: 'hatchery.stream.status', unit: '1', description: '1 for how the stream ended, 0 for the other ways.' },
      streams.flatMap(statusPoints),
      span,
    ),
    durations(
      { name: 'hatchery.stream.duration', unit: 's', description: "How long the stream's parts of runs take." },
      streams.map(durationPoint),
      span,
      temporality,
    ),
    counted('objects', '{object}', 'Objects that landed.', (report) => report.objectCount),
    counted('bytes', 'By', 'Bytes that landed, before compression.', (report) => report.bytes),
    counted('requests', '{request}', 'Requests that were sent.', (report) => report.requests),
    counted('retries', '{retry}', 'Requests and landings that were tried again.', (report) => report.retries),
  ];
}

/** As `hatchery status` computes it; a stream of which nothing is covered yet, or known to be, has none. */
function lag({ report, attributes }: StreamFacts, now: Date): Measurement[] {
  if (report.coveredUntil === undefined) return [];
  return [{ value: Math.max(0, now.getTime() - Date.parse(report.coveredUntil)) / 1_000, attributes }];
}

function statusPoints({ report, attributes }: StreamFacts): Measurement[] {
  return statuses.map((status) => ({
    value: status === report.status ? 1 : 0,
    attributes: { ...attributes, 'hatchery.stream.status': status },
  }));
}

function durationPoint({ report, attributes }: StreamFacts): Measurement {
  const ending = cleanAttributes({ 'hatchery.stream.status': report.status, 'error.type': report.error?.code });
  return { value: report.durationMs / 1_000, attributes: { ...attributes, ...ending } };
}

function hrTime(time: Date): HrTime {
  const milliseconds = time.getTime();
  return [Math.floor(milliseconds / 1_000), (milliseconds % 1_000) * 1_000_000];
}
