export type {
  HeartbeatConfig,
  HeartbeatSettings,
  OtlpConfig,
  OtlpSettings,
  ReportConfig,
  ReportSettings,
  WebhookConfig,
  WebhookSettings,
} from './report-schema.ts';
export type { OtlpTarget, ReportTargets, WebhookByVariables } from './report-targets.ts';
export type { RunFacts, RunOutcome } from './run-outcome.ts';
export { startTelemetry, type Telemetry } from './start-telemetry.ts';
