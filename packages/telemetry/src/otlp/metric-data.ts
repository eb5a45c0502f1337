import { type Attributes, type HrTime, ValueType } from '@opentelemetry/api';
import { AggregationTemporality, type DataPoint, DataPointType, type MetricData } from '@opentelemetry/sdk-metrics';

/** One number that was measured, and what it is about. */
export interface Measurement {
  readonly value: number;
  readonly attributes: Attributes;
}

/** The span of time that measurements cover. */
export interface MeasuredSpan {
  readonly startTime: HrTime;
  readonly endTime: HrTime;
}

export interface MetricName {
  readonly name: string;
  /** In UCUM. */
  readonly unit: string;
  readonly description: string;
}

/** Seconds: from a stream with nothing new to one that takes all night. */
const boundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 14_400];

/** What is now. */
export function gauge(metric: MetricName, measured: readonly Measurement[], span: MeasuredSpan): MetricData {
  return {
    descriptor: { ...metric, valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
    dataPointType: DataPointType.GAUGE,
    dataPoints: points(measured, span),
  };
}

/** What was counted during the run. */
export function counter(
  metric: MetricName,
  measured: readonly Measurement[],
  span: MeasuredSpan,
  aggregationTemporality: AggregationTemporality,
): MetricData {
  return {
    descriptor: { ...metric, valueType: ValueType.INT },
    aggregationTemporality,
    dataPointType: DataPointType.SUM,
    isMonotonic: true,
    dataPoints: points(measured, span),
  };
}

/** How long things took; each measurement is one of them. */
export function durations(
  metric: MetricName,
  measured: readonly Measurement[],
  span: MeasuredSpan,
  aggregationTemporality: AggregationTemporality,
): MetricData {
  return {
    descriptor: { ...metric, valueType: ValueType.DOUBLE },
    aggregationTemporality,
    dataPointType: DataPointType.HISTOGRAM,
    dataPoints: measured.map(({ value, attributes }) => ({ ...span, attributes, value: histogramOf(value) })),
  };
}

function points(measured: readonly Measurement[], span: MeasuredSpan): DataPoint<number>[] {
  return measured.map(({ value, attributes }) => ({ ...span, attributes, value }));
}

function histogramOf(value: number) {
  const bucket = boundaries.findIndex((boundary) => value <= boundary);
  const counts = Array.from({ length: boundaries.length + 1 }, () => 0);
  counts[bucket === -1 ? boundaries.length : bucket] = 1;
  return { buckets: { boundaries, counts }, sum: value, count: 1, min: value, max: value };
}
