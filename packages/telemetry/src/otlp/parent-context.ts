import { type Context, defaultTextMapGetter, ROOT_CONTEXT } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';

/** The span that whoever started the process is in, from `TRACEPARENT` and `TRACESTATE`; a new trace without it. */
export function parentContext({ TRACEPARENT, TRACESTATE }: NodeJS.ProcessEnv): Context {
  const carrier = { ...(TRACEPARENT && { traceparent: TRACEPARENT }), ...(TRACESTATE && { tracestate: TRACESTATE }) };
  return new W3CTraceContextPropagator().extract(ROOT_CONTEXT, carrier, defaultTextMapGetter);
}
