import { HatcheryError, redact } from '@hatchery/core';

const timeouts = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);
const lasting = new Set([
  'ENOTFOUND',
  'ERR_INVALID_URL',
  'UND_ERR_INVALID_ARG',
  'ERR_INVALID_CHAR',
  'ERR_HTTP_INVALID_HEADER_VALUE',
]);
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|UNABLE_TO_GET_ISSUER/;

/** What Node or undici threw for a request, as one of ours: which host, what happened, whether it may pass. */
export function networkError(error: unknown, url: URL): HatcheryError {
  if (HatcheryError.is(error)) return error;
  const cause = deepest(error);
  const code = codeOf(cause);
  const where = url.host;
  const context = { host: where, ...(code === undefined ? {} : { errno: code }) };
  if (code !== undefined && timeouts.has(code)) {
    return new HatcheryError('TIMEOUT', `${where} did not answer in time (${phaseOf(code)}).`, {
      cause: error,
      context,
      transient: true,
    });
  }
  if (code !== undefined && certificate.test(code)) {
    return new HatcheryError('NETWORK', `The TLS certificate of ${where} cannot be trusted: ${messageOf(cause)}.`, {
      cause: error,
      context,
      hint: 'If a private authority signed it, name its certificate in NODE_EXTRA_CA_CERTS.',
    });
  }
  if (code === 'ENOTFOUND') {
    return new HatcheryError('NETWORK', `There is no host named ${url.hostname}.`, {
      cause: error,
      context,
      hint: 'Look for a misspelling in the URL, and whether this machine can resolve names.',
    });
  }
  return new HatcheryError('NETWORK', `The connection to ${where} failed: ${messageOf(cause)}.`, {
    cause: error,
    context,
    transient: code === undefined || !lasting.has(code),
  });
}

/** An AggregateError (one entry for each address tried) and a wrapper say less than what is inside them. */
function deepest(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return deepest(error.errors[0]);
  if (error instanceof Error && error.cause instanceof Error) return deepest(error.cause);
  return error;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return redact(error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}

function phaseOf(code: string): string {
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return 'no answer came';
  if (code === 'UND_ERR_BODY_TIMEOUT') return 'its answer stopped in the middle';
  return 'no connection';
}
