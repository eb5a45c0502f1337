import { Secret } from '@hatchery/core';
import { parseKeyPairsIntoRecord } from '@opentelemetry/core';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { OtlpSettings } from '../report-schema.ts';

type Signal = 'metrics' | 'traces';

/** What the config says goes before the variables, which the exporters read themselves. */
function exporterOptions(signal: Signal, settings: OtlpSettings | undefined): { url?: string; headers: Headers } {
  hideCredentials(signal);
  const secret = Object.entries(settings?.secretHeaders ?? {}).map(([name, value]) => [name, value.reveal()] as const);
  const headers = { ...settings?.headers, ...Object.fromEntries(secret) };
  if (settings?.endpoint === undefined) return { headers };
  const url = new URL(settings.endpoint);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/${signal}`;
  return { url: url.href, headers };
}

type Headers = Record<string, string>;

/** What the exporters read from variables by themselves: headers, and passwords in URLs. */
function hideCredentials(signal: Signal): void {
  for (const prefix of ['OTEL_EXPORTER_OTLP', `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}`]) {
    const password = URL.parse(process.env[`${prefix}_ENDPOINT`] ?? '')?.password;
    const headers = Object.values(parseKeyPairsIntoRecord(process.env[`${prefix}_HEADERS`]));
    (password ? [...headers, decodeURIComponent(password)] : headers).forEach(hide);
  }
}

/** Whatever is a secret once is kept out of all text from then on. */
function hide(value: string): Secret {
  return new Secret(value);
}

/** The encoding: `undefined` for one that hatchery does not speak. */
export function protocolOf(
  signal: Signal,
  settings: OtlpSettings | undefined,
): { readonly asked: string; readonly spoken: 'http/protobuf' | 'http/json' | undefined } {
  const given = [
    settings?.protocol,
    process.env[`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_PROTOCOL`],
    process.env['OTEL_EXPORTER_OTLP_PROTOCOL'],
  ];
  // A variable that is set to nothing is not set.
  const asked = given.find((each) => each !== undefined && each !== '') ?? 'http/protobuf';
  return { asked, spoken: asked === 'http/protobuf' || asked === 'http/json' ? asked : undefined };
}

/** The official exporter of metrics for an encoding; the other one is not loaded. */
export async function metricExporter(
  protocol: 'http/protobuf' | 'http/json',
  settings: OtlpSettings | undefined,
): Promise<PushMetricExporter> {
  const { OTLPMetricExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-metrics-otlp-http')
      : await import('@opentelemetry/exporter-metrics-otlp-proto');
  return new OTLPMetricExporter(exporterOptions('metrics', settings));
}

/** The official exporter of spans for an encoding; the other one is not loaded. */
export async function spanExporter(
  protocol: 'http/protobuf' | 'http/json',
  settings: OtlpSettings | undefined,
): Promise<SpanExporter> {
  const { OTLPTraceExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter(exporterOptions('traces', settings));
}
