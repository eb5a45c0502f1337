import { redact } from '@hatchery/core';
import type { ResponseEvent } from '@hatchery/engine';
import { type Context, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import { cleanAttributes } from './attributes.ts';

/** The methods that OpenTelemetry knows; any other one is `_OTHER`. */
const methods = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'QUERY', 'TRACE']);

/** Parts of queries that prove who asks; OpenTelemetry names them as not to be recorded. */
const signatures = new Set(['awsaccesskeyid', 'signature', 'sig', 'x-goog-signature', 'x-amz-signature']);

/** Whether a request failed, seen from its client. */
export function isFailed({ status, error }: ResponseEvent): boolean {
  return error !== undefined || (status ?? 0) >= 400;
}

/** Writes down one request as a span, by the semantic conventions for HTTP clients. */
export function recordRequest(tracer: Tracer, parent: Context, event: ResponseEvent): void {
  const { attempt, status, error, startedAt, durationMs } = event;
  const method = event.method.toUpperCase();
  const isKnown = methods.has(method);
  const url = URL.parse(event.url);
  const span = tracer.startSpan(
    isKnown ? method : 'HTTP',
    {
      kind: SpanKind.CLIENT,
      startTime: startedAt,
      attributes: cleanAttributes({
        'http.request.method': isKnown ? method : '_OTHER',
        'http.request.method_original': isKnown ? undefined : event.method,
        'url.full': url === null ? redact(event.url) : shown(url),
        'server.address': url?.hostname,
        'server.port': url === null ? undefined : Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
        'http.response.status_code': status,
        'http.request.resend_count': attempt > 1 ? attempt - 1 : undefined,
        'error.type': error ?? (isFailed(event) ? String(status) : undefined),
      }),
    },
    parent,
  );
  if (isFailed(event)) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(startedAt.getTime() + durationMs);
}

function shown(url: URL): string {
  for (const key of new Set(url.searchParams.keys())) {
    if (signatures.has(key.toLowerCase())) url.searchParams.set(key, 'REDACTED');
  }
  url.username = '';
  url.password = '';
  return url.href.replaceAll('%5Bsecret%5D', '[secret]');
}
