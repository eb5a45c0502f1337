import pRetry, { type Options } from 'p-retry';
import type { NpmSettings } from './npm-settings.ts';
import { codeOf, statusOf } from './registry-failed.ts';

/**
 * Gets a tarball with npm's libraries, and again as often and as late as npm's settings say, unless trying again cannot help.
 * They would do so by themselves, but also, for minutes and without a word, where a tarball is not the one that was published.
 *
 * @param get what is to be done, with the options for npm's libraries
 * @throws what `get` throws at last
 */
export function retryFetch<T>(
  { options }: NpmSettings,
  get: (options: NpmSettings['options']) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const { retry = {} } = options as { readonly retry?: Options };
  return pRetry(() => get({ ...options, retry: { retries: 0 } }), {
    ...retry,
    shouldRetry: ({ error }) => mayPass(error),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Whether the next time may end otherwise: the same answers and errors after which npm asks again. */
function mayPass(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== undefined) return status >= 500 || [408, 420, 429].includes(status);
  return /^E(CONN|SOCKET|PIPE|ADDRINUSE|TIMEDOUT|IDLETIMEOUT|RESPONSETIMEOUT|TRANSFERTIMEOUT)|^ERR_STREAM_PREMATURE_CLOSE$/.test(
    codeOf(error) ?? '',
  );
}
