import type { HatcheryError } from '@hatchery/core';
import type { Tracer } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { exportFailed } from './exported.ts';
import { instrumentationScope } from './scope.ts';

/** Spans that wait to be sent; more than these are dropped, so that a collector that hangs takes no memory. */
const longestQueue = 8_192;

/** Attributes longer than this are cut: a URL, a message. */
const longestValue = 4_096;

/** Sends spans in batches while the run goes on, and what is left at its end. */
export class TraceSender {
  readonly tracer: Tracer;
  readonly #provider: TracerProvider;
  #failure: HatcheryError | undefined;

  constructor(exporter: SpanExporter, resource: Resource) {
    const processor = new BatchSpanProcessor({ exporter: this.#watched(exporter), maxQueueSize: longestQueue });
    this.#provider = new TracerProvider({
      resource,
      spanProcessors: [processor],
      spanLimits: { attributeValueLengthLimit: longestValue },
    });
    const { name, version } = instrumentationScope();
    this.tracer = this.#provider.getTracer(name, version);
  }

  /** @throws HatcheryError `REPORT_FAILED` for the first batch that was not taken, at any time */
  async flush(): Promise<void> {
    // What it rejects with was seen by the exporter, and told better.
    await this.#provider.shutdown().catch((error: unknown) => (this.#failure ??= exportFailed('The traces', error)));
    if (this.#failure !== undefined) throw this.#failure;
  }

  #watched(exporter: SpanExporter): SpanExporter {
    return {
      export: (spans, done) =>
        exporter.export(spans, (result) => {
          if (result.code !== ExportResultCode.SUCCESS) this.#failure ??= exportFailed('The traces', result.error);
          done(result);
        }),
      forceFlush: async () => exporter.forceFlush?.(),
      shutdown: () => exporter.shutdown(),
    };
  }
}
