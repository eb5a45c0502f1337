import { HatcheryError, redact } from '@hatchery/core';

/** Says that somebody could not be told. Nothing of the URL but its origin is shown: the rest may hold a token. */
export function reportFailed(
  what: string,
  url: URL | undefined,
  reason: string,
  options: { readonly cause?: unknown; readonly transient?: boolean } = {},
): HatcheryError {
  const where = url === undefined ? '' : ` to ${url.origin}`;
  return new HatcheryError('REPORT_FAILED', `${what} could not be sent${where}: ${redact(reason)}`, {
    hint: 'The run itself is not affected, nor is its exit code.',
    ...options,
  });
}
