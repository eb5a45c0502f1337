import { HatcheryError, redact } from '@hatchery/core';

/** What can be told of an error, whichever of the libraries threw it. */
export interface Failure {
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** The service's word for it: `forbidden`, `conditionNotMet`, `invalid_grant`. */
  readonly reason?: string;
  /** The system's word for it: `ECONNRESET`. */
  readonly code?: string;
  /** Without secrets. */
  readonly message: string;
  /** Whether the same request may succeed later. */
  readonly isTransient: boolean;
}

const passing = new Set([408, 429, 500, 502, 503, 504]);
const ownCredentials =
  /(?<=\bBearer\s+)[^\s"'\\,;]+|(?<=\bupload_id=)[^&\s"'\\]+|\bya29\.[\w.-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]+/gi;
const lasting = /^(ENOTFOUND|ERR_INVALID|ERR_UNESCAPED|ERR_TLS|ERR_SSL|.*CERT|SELF_SIGNED|UNABLE_TO)/;

/** The shapes that are met: `ApiError` of the SDK, `GaxiosError`, `FetchError`, errors of Node and undici. */
interface Thrown {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly status?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
  readonly response?: { readonly status?: unknown; readonly statusCode?: unknown; readonly data?: unknown };
}

/** What an error says, and whether it may pass. */
export function failureOf(error: unknown): Failure {
  if (HatcheryError.is(error)) return { message: error.message, isTransient: error.transient };
  const thrown: Thrown = typeof error === 'object' && error !== null ? error : { message: String(error) };
  const { response } = thrown;
  const status = [response?.status, response?.statusCode, thrown.status, thrown.code].find(isStatus);
  const said = status === undefined ? undefined : saidBy(response?.data);
  const code = status === undefined ? systemCode(thrown) : undefined;
  const reason = said?.reason ?? firstReason(thrown.errors);
  const message = said?.message ?? (typeof thrown.message === 'string' ? thrown.message : 'unknown error');
  return {
    ...(status === undefined ? {} : { status }),
    ...(reason === undefined ? {} : { reason }),
    ...(code === undefined ? {} : { code }),
    message: withoutCredentials(message.trim()).slice(0, 1_000),
    isTransient: status === undefined ? code !== undefined && !lasting.test(code) : passing.has(status),
  };
}

/**
 * Access tokens and the addresses of upload sessions are made on the way, and are secrets that nobody has registered; a
 * service or a proxy may send them back.
 */
function withoutCredentials(text: string): string {
  return redact(text).replace(ownCredentials, '[secret]');
}

function isStatus(value: unknown): value is number {
  return typeof value === 'number' && value >= 300 && value < 600;
}

/** The innermost code that is the system's; time-outs have a name only. */
function systemCode({ code, cause, name }: Thrown): string | undefined {
  if (typeof cause === 'object' && cause !== null) {
    const inner = systemCode(cause);
    if (inner !== undefined) return inner;
  }
  if (typeof code === 'string') return code;
  return name === 'TimeoutError' || name === 'AbortError' ? 'ETIMEDOUT' : undefined;
}

/** An error body: the envelope of the JSON API, that of the token service, or plain text. */
function saidBy(data: unknown): { message: string; reason?: string } | undefined {
  const body = parsed(data);
  if (typeof body === 'string') return body.trim() === '' ? undefined : { message: body };
  if (typeof body !== 'object' || body === null) return undefined;
  const { error, error_description: description } = body as { error?: unknown; error_description?: unknown };
  if (typeof error === 'string') {
    return { reason: error, message: typeof description === 'string' ? description : error };
  }
  const { message, errors } = (error ?? {}) as { message?: unknown; errors?: unknown };
  const reason = firstReason(errors);
  return typeof message === 'string' ? { message, ...(reason === undefined ? {} : { reason }) } : undefined;
}

function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return data;
  }
}

function firstReason(errors: unknown): string | undefined {
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const reason = typeof first === 'object' && first !== null ? (first as { reason?: unknown }).reason : undefined;
  return typeof reason === 'string' ? reason : undefined;
}
