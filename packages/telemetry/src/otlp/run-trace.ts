import { redact } from '@hatchery/core';
import type { RunEvent, Stream, StreamReport } from '@hatchery/engine';
import { type Context, type Span, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';
import { type RunFacts, type RunOutcome, verdictOf } from '../run-outcome.ts';
import { cleanAttributes, streamAttributes } from './attributes.ts';
import { isFailed, recordRequest } from './request-span.ts';
import { SpanBudget } from './span-budget.ts';

/** More of an error's message says nothing more. */
const longestMessage = 1_000;

interface OpenStream {
  readonly span: Span;
  readonly context: Context;
  /** The window that is being collected. */
  window?: { readonly span: Span; readonly context: Context };
}

/** The spans of a run: one for the run, in it one for each stream, in that its windows, and in these the requests. */
export class RunTrace {
  readonly #tracer: Tracer;
  readonly #span: Span;
  readonly #context: Context;
  readonly #open = new Map<string, OpenStream>();
  readonly #budget = new SpanBudget();
  readonly #streams: ReadonlyMap<string, Stream>;

  constructor(tracer: Tracer, parent: Context, facts: RunFacts, streams: ReadonlyMap<string, Stream>) {
    this.#tracer = tracer;
    this.#streams = streams;
    const attributes = { 'hatchery.run.id': facts.run };
    this.#span = tracer.startSpan('hatchery.run', { startTime: facts.startedAt, attributes }, parent);
    this.#context = trace.setSpan(parent, this.#span);
  }

  onEvent(event: RunEvent): void {
    if (event.type === 'stream-started') return this.#start(event.stream);
    if (event.type === 'window') return this.#startWindow(event);
    if (event.type === 'response') return this.#record(event);
    if (event.type === 'stream-ended') return this.#endStream(event.report);
  }

  end({ endedAt, exitCode, signal, errorCode, report }: RunOutcome): void {
    for (const { span, window } of this.#open.values()) {
      window?.span.end(endedAt);
      span.end(endedAt);
    }
    const isFailure = verdictOf(exitCode) === 'failure';
    this.#span.setAttributes(
      cleanAttributes({
        'process.exit.code': exitCode,
        'hatchery.run.signal': signal,
        'hatchery.run.streams': report?.streams.length,
        'error.type': errorCode ?? (isFailure ? String(exitCode) : undefined),
      }),
    );
    if (isFailure) this.#span.setStatus({ code: SpanStatusCode.ERROR });
    this.#span.end(endedAt);
  }

  #start(stream: string): void {
    const attributes = streamAttributes(stream, this.#streams.get(stream));
    const span = this.#tracer.startSpan('hatchery.stream', { attributes }, this.#context);
    this.#open.set(stream, { span, context: trace.setSpan(this.#context, span) });
  }

  #startWindow({ stream, from, to }: Extract<RunEvent, { type: 'window' }>): void {
    const open = this.#open.get(stream);
    if (open === undefined) return;
    open.window?.span.end();
    delete open.window;
    if (!this.#budget.take(stream, false)) return;
    const attributes = { 'hatchery.window.from': from.toISOString(), 'hatchery.window.to': to.toISOString() };
    const span = this.#tracer.startSpan('hatchery.window', { attributes }, open.context);
    open.window = { span, context: trace.setSpan(open.context, span) };
  }

  #record(event: Extract<RunEvent, { type: 'response' }>): void {
    const open = this.#open.get(event.stream);
    if (open === undefined || !this.#budget.take(event.stream, isFailed(event))) return;
    recordRequest(this.#tracer, open.window?.context ?? open.context, event);
  }

  #endStream(report: StreamReport): void {
    const open = this.#open.get(report.id);
    if (open === undefined) return;
    this.#open.delete(report.id);
    open.window?.span.end();
    const { error, status } = report;
    open.span.setAttributes(
      cleanAttributes({
        'hatchery.stream.status': status,
        'hatchery.stream.objects': report.objectCount,
        'hatchery.stream.bytes': report.bytes,
        'hatchery.stream.requests': report.requests,
        'hatchery.stream.retries': report.retries,
        'hatchery.stream.spans_omitted': this.#budget.close(report.id),
        'error.type': error?.code,
      }),
    );
    if (status === 'failed') {
      const message = redact(error?.message ?? '').slice(0, longestMessage);
      open.span.setStatus({ code: SpanStatusCode.ERROR, message });
    }
    open.span.end();
  }
}
