import { duration, type DurationInput, Secret, secret, secretMark, z } from '@hatchery/core';

/** What a config says under `report`: who is told how a run went. */
export interface ReportConfig {
  readonly webhook?: WebhookConfig | null;
  readonly heartbeat?: HeartbeatConfig | null;
  readonly otlp?: OtlpConfig | null;
}

/** Where the result of a run is sent as JSON. */
export interface WebhookConfig {
  /** Treated as a secret, as it often holds a token. */
  readonly url: string | Secret;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The same, with values that are secret. */
  readonly secretHeaders?: Readonly<Record<string, string | Secret>>;
  /** Signs what is sent: `whsec_` and the base64 of 24 to 64 bytes (Standard Webhooks). @default not signed */
  readonly secret?: string | Secret;
  /** `failure`: only for runs that end with a code other than 0 and 75. @default 'always' */
  readonly on?: 'always' | 'failure';
  /** For one try; there are three. @default 10 seconds */
  readonly timeout?: DurationInput;
}

/** Which URL is asked for after a run. */
export interface HeartbeatConfig {
  /** After a run with the exit code 0. */
  readonly success?: string | Secret;
  /** After a run with any other exit code but 75. */
  readonly failure?: string | Secret;
  /** For one try; there are three. @default 10 seconds */
  readonly timeout?: DurationInput;
}

/** Where OpenTelemetry metrics and traces go. What is left out, the `OTEL_` variables give. */
export interface OtlpConfig {
  /** The base URL; `/v1/metrics` and `/v1/traces` are appended. */
  readonly endpoint?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly secretHeaders?: Readonly<Record<string, string | Secret>>;
  readonly protocol?: 'http/protobuf' | 'http/json';
  /** How counters and histograms count: for this run (`delta`), or since a start (`cumulative`), which is this run's, too. */
  readonly temporality?: 'delta' | 'cumulative';
  /** @default true */
  readonly metrics?: boolean;
  /** @default true */
  readonly traces?: boolean;
}

const httpUrl = (text: string): boolean => ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '');
const notUrl = 'must be an http or https URL';

const secretUrl = (): z.ZodType<Secret, string | Secret> =>
  secret()
    .refine((url) => httpUrl(url.reveal()), notUrl)
    .meta({ [secretMark]: true, format: 'password' });

const signingSecret = (): z.ZodType<Secret, string | Secret> =>
  secret()
    .refine((key) => isSigningSecret(key.reveal()), 'must be "whsec_" and the base64 of 24 to 64 bytes')
    .meta({ [secretMark]: true, format: 'password' });

function isSigningSecret(text: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text)) return false;
  const { length } = Buffer.from(text.slice('whsec_'.length), 'base64');
  return length >= 24 && length <= 64;
}

const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'must be the name of a header');
const headerValue = z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'must be text that a header can hold');
const headers = z.record(headerName, headerValue);
const secretHeaders = z.record(headerName, secret());

const timeout = duration()
  .refine((milliseconds) => milliseconds > 0, 'must be longer than 0')
  .default(10_000);

/** The schema of a webhook. */
export const webhookSchema = z.strictObject({
  url: secretUrl().describe('Where the result is sent, as JSON.'),
  headers: headers.default({}).describe('Headers to send along.'),
  secretHeaders: secretHeaders.default({}).describe('Headers to send along whose values are secret.'),
  secret: signingSecret().optional().describe('Signs what is sent, as Standard Webhooks says: `whsec_…`.'),
  on: z.enum(['always', 'failure']).default('always').describe('Which runs are reported.'),
  timeout: timeout.describe('For one try; there are three.'),
});

const heartbeatSchema = z.strictObject({
  success: secretUrl().optional().describe('Asked for after a run that completed.'),
  failure: secretUrl().optional().describe('Asked for after any other run, unless another one holds the rest.'),
  timeout: timeout.describe('For one try; there are three.'),
});

const otlpSchema = z.strictObject({
  endpoint: z.string().refine(httpUrl, notUrl).optional().describe('The base URL of a collector.'),
  headers: headers.default({}).describe('Headers to send along.'),
  secretHeaders: secretHeaders.default({}).describe('Headers to send along whose values are secret.'),
  protocol: z.enum(['http/protobuf', 'http/json']).optional().describe('How the data is encoded.'),
  temporality: z.enum(['delta', 'cumulative']).optional().describe('How counters and histograms count.'),
  metrics: z.boolean().default(true).describe('Whether metrics are sent.'),
  traces: z.boolean().default(true).describe('Whether traces are sent.'),
});

/** The schema of a config's `report`. */
export const reportSchema = z.strictObject({
  webhook: webhookSchema.nullish().describe('Sends the result of each run to a URL.'),
  heartbeat: heartbeatSchema
    .nullish()
    .describe('Asks for a URL after each run, as monitors of scheduled jobs want it.'),
  otlp: otlpSchema.nullish().describe('Writes OpenTelemetry metrics and traces.'),
});

/** A validated {@link WebhookConfig}; times are milliseconds. */
export type WebhookSettings = z.output<typeof webhookSchema>;
/** A validated {@link HeartbeatConfig}. */
export type HeartbeatSettings = z.output<typeof heartbeatSchema>;
/** A validated {@link OtlpConfig}. */
export type OtlpSettings = z.output<typeof otlpSchema>;
/** A validated {@link ReportConfig}. */
export type ReportSettings = z.output<typeof reportSchema>;
