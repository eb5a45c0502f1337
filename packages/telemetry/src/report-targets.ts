import type { HeartbeatSettings, OtlpSettings, ReportSettings, WebhookSettings } from './report-schema.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Who is told how a run went. */
export interface ReportTargets {
  readonly webhook?: WebhookSettings | WebhookByVariables;
  readonly heartbeat?: HeartbeatSettings;
  readonly otlp?: OtlpTarget;
}

/** A webhook as the environment gives it, not yet validated. */
export interface WebhookByVariables {
  readonly variables: { readonly url: string; readonly secret?: string };
}

/** Which OpenTelemetry signals are sent, and what the config says of how. */
export interface OtlpTarget {
  readonly settings: OtlpSettings | undefined;
  readonly metrics: boolean;
  readonly traces: boolean;
}

/**
 * Who is told, by the config's `report` and by the environment. It loads nothing, so that a run which reports to
 * nobody pays nothing for it.
 *
 * @returns `undefined` for nobody
 */
export function reportTargets(settings: ReportSettings | undefined, variables: Variables): ReportTargets | undefined {
  const webhook = webhookByVariables(variables) ?? settings?.webhook ?? undefined;
  const heartbeat = settings?.heartbeat ?? undefined;
  const otlp = otlpTarget(settings?.otlp ?? undefined, variables);
  if (webhook === undefined && heartbeat === undefined && otlp === undefined) return undefined;
  return {
    ...(webhook !== undefined && { webhook }),
    ...(heartbeat !== undefined && { heartbeat }),
    ...(otlp !== undefined && { otlp }),
  };
}

/** It takes the place of the config's webhook as a whole: that one's headers are not for another server. */
function webhookByVariables(variables: Variables): WebhookByVariables | undefined {
  const url = variables['HATCHERY_REPORT_URL'];
  const secret = variables['HATCHERY_REPORT_SECRET'];
  if (!url) return undefined;
  return { variables: { url, ...(secret ? { secret } : {}) } };
}

function otlpTarget(settings: OtlpSettings | undefined, variables: Variables): OtlpTarget | undefined {
  if (variables['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return undefined;
  const isOn = (signal: 'METRICS' | 'TRACES', wanted: boolean): boolean => {
    if (variables[`OTEL_${signal}_EXPORTER`] === 'none' || !wanted) return false;
    const endpoints = [`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`, 'OTEL_EXPORTER_OTLP_ENDPOINT'];
    return settings !== undefined || endpoints.some((name) => Boolean(variables[name]));
  };
  const metrics = isOn('METRICS', settings?.metrics ?? true);
  const traces = isOn('TRACES', settings?.traces ?? true);
  return metrics || traces ? { settings, metrics, traces } : undefined;
}
