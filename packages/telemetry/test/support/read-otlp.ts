import { decode, metricsRequest, traceRequest } from './otlp-protobuf.ts';
import type { Received } from './receiver.ts';

export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface SeenPoint {
  readonly attributes: Attributes;
  /** Of a histogram, the sum. */
  readonly value: number;
  readonly count: number | string | undefined;
}

export interface SeenMetric {
  readonly name: string;
  readonly unit: string;
  readonly kind: 'gauge' | 'sum' | 'histogram';
  readonly temporality: number | undefined;
  readonly points: readonly SeenPoint[];
}

export interface SeenSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: number;
  readonly attributes: Attributes;
  readonly status: { readonly code?: number; readonly message?: string };
  readonly durationMs: number;
}

interface Pair {
  readonly key: string;
  readonly value: Readonly<Record<string, string | number | boolean>>;
}
interface Point {
  readonly attributes?: readonly Pair[];
  readonly asDouble?: number;
  readonly asInt?: number | string;
  readonly sum?: number;
  readonly count?: number | string;
}
interface Points {
  readonly dataPoints?: readonly Point[];
  readonly aggregationTemporality?: number;
}
interface Metric {
  readonly name: string;
  readonly unit: string;
  readonly gauge?: Points;
  readonly sum?: Points;
  readonly histogram?: Points;
}
interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes?: readonly Pair[];
  readonly status?: SeenSpan['status'];
  readonly startTimeUnixNano: string | number;
  readonly endTimeUnixNano: string | number;
}
interface Requests {
  readonly resourceMetrics?: readonly {
    readonly resource: { readonly attributes?: readonly Pair[] };
    readonly scopeMetrics: readonly { readonly metrics: readonly Metric[] }[];
  }[];
  readonly resourceSpans?: readonly {
    readonly resource: { readonly attributes?: readonly Pair[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

/** The metrics that a collector got, in either encoding; those of one name together. */
export function metricsIn(received: readonly Received[]): Map<string, SeenMetric> {
  const seen = new Map<string, SeenMetric>();
  for (const metric of requestsTo(received, '/v1/metrics').flatMap(({ resourceMetrics = [] }) =>
    resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics)),
  )) {
    const kind = (['gauge', 'sum', 'histogram'] as const).find((each) => metric[each] !== undefined) ?? 'gauge';
    const points = (metric[kind]?.dataPoints ?? []).map(({ attributes, asDouble, asInt, sum, count }) => ({
      attributes: record(attributes),
      value: Number(sum ?? asDouble ?? asInt),
      count,
    }));
    const { name, unit } = metric;
    const temporality = metric[kind]?.aggregationTemporality;
    seen.set(name, { name, unit, kind, temporality, points: [...(seen.get(name)?.points ?? []), ...points] });
  }
  return seen;
}

/** The spans that a collector got, in either encoding. */
export function spansIn(received: readonly Received[]): SeenSpan[] {
  return requestsTo(received, '/v1/traces')
    .flatMap(({ resourceSpans = [] }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    )
    .map(({ startTimeUnixNano, endTimeUnixNano, attributes, status = {}, parentSpanId, ...span }) => ({
      traceId: span.traceId,
      spanId: span.spanId,
      name: span.name,
      kind: span.kind,
      parentSpanId: parentSpanId === '' ? undefined : parentSpanId,
      attributes: record(attributes),
      status,
      durationMs: Math.round((Number(endTimeUnixNano) - Number(startTimeUnixNano)) / 1e6),
    }));
}

/** What the first request says of who sends it. */
export function resourceIn(received: readonly Received[]): Attributes {
  const [metrics] = requestsTo(received, '/v1/metrics').flatMap(({ resourceMetrics = [] }) => resourceMetrics);
  const [spans] = requestsTo(received, '/v1/traces').flatMap(({ resourceSpans = [] }) => resourceSpans);
  return record((metrics ?? spans)?.resource.attributes);
}

function requestsTo(received: readonly Received[], path: string): Requests[] {
  return received
    .filter((each) => each.path.endsWith(path))
    .map(({ headers, body }) => {
      if (headers['content-type'] === 'application/json') return JSON.parse(body.toString()) as Requests;
      return decode(body, path === '/v1/metrics' ? metricsRequest : traceRequest);
    });
}

function record(pairs: readonly Pair[] = []): Attributes {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, Object.values(value)[0] ?? '']));
}
