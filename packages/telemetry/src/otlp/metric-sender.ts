import type { Stream } from '@hatchery/engine';
import type { Resource } from '@opentelemetry/resources';
import { AggregationTemporality, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { OtlpSettings } from '../report-schema.ts';
import type { RunFacts, RunOutcome } from '../run-outcome.ts';
import { exported } from './exported.ts';
import { runMetrics } from './run-metrics.ts';
import { instrumentationScope } from './scope.ts';

/** Sends the metrics of a run, once, at its end. */
export class MetricSender {
  readonly #exporter: PushMetricExporter;
  readonly #resource: Resource;
  readonly #temporality: AggregationTemporality;

  constructor(exporter: PushMetricExporter, resource: Resource, temporality: OtlpSettings['temporality']) {
    this.#exporter = exporter;
    this.#resource = resource;
    const wanted = temporality ?? process.env['OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE']?.toLowerCase();
    this.#temporality = wanted === 'cumulative' ? AggregationTemporality.CUMULATIVE : AggregationTemporality.DELTA;
  }

  /** @throws HatcheryError `REPORT_FAILED` for the first portion that was not taken; the rest is not sent then */
  async send(facts: RunFacts, outcome: RunOutcome, streams: ReadonlyMap<string, Stream>): Promise<void> {
    const scope = instrumentationScope();
    for (const metrics of runMetrics(facts, outcome, streams, this.#temporality)) {
      const measured = { resource: this.#resource, scopeMetrics: [{ scope, metrics }] };
      await exported('The metrics', (done) => this.#exporter.export(measured, done));
    }
    await this.#exporter.shutdown();
  }
}
