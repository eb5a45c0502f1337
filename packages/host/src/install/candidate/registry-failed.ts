import { HatcheryError } from '@hatchery/core';
import { shownText } from './shown-text.ts';

interface NpmError {
  readonly code?: unknown;
  readonly statusCode?: unknown;
}

/** The HTTP status that npm's libraries failed with, if that is what it was. */
export function statusOf(error: unknown): number | undefined {
  const status = (error as NpmError | undefined)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** The code that npm's libraries failed with. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as NpmError | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** An address without the credentials in it. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return shownText(url);
  const parsed = new URL(url);
  parsed.username = '';
  parsed.password = '';
  return shownText(parsed.href);
}

/**
 * What npm's libraries threw, as an error that people understand: `UNAUTHORIZED`, `PLUGIN_INTEGRITY`, `CANCELLED` or
 * `REGISTRY_FAILED`. The original is not kept as the cause: it holds what the server said, and headers.
 */
export function registryFailed(doing: string, error: unknown): HatcheryError {
  if (HatcheryError.is(error)) return error;
  const status = statusOf(error);
  const code = codeOf(error);
  const said = shownText(error instanceof Error ? error.message : String(error));
  const context = { phase: 'install' };
  const cause = new Error(said);
  if (status === 401 || status === 403) {
    return new HatcheryError('UNAUTHORIZED', `The registry refused ${doing}: ${said}`, {
      hint: 'Check the credentials for this registry in .npmrc (`npm whoami` tries them), and whether they may read the package.',
      cause,
      context,
    });
  }
  if (code === 'EINTEGRITY') {
    return new HatcheryError('PLUGIN_INTEGRITY', `The tarball is not the one that was published: ${said}`, {
      hint: 'Do not use it. A cache or proxy in between may have spoilt it; if it stays so, tell the registry and the author.',
      cause,
      context,
    });
  }
  if (code === 'ABORT_ERR' || (error instanceof Error && error.name === 'AbortError')) {
    return new HatcheryError('CANCELLED', `Stopped while ${doing} was under way.`, { context });
  }
  const isOffline = code === 'ENOTCACHED';
  return new HatcheryError('REGISTRY_FAILED', `The registry failed at ${doing}: ${said}`, {
    hint: isOffline
      ? 'npm is set to work offline, and this is not in its cache: set `offline` to false in .npmrc.'
      : 'Try again later; check `registry`, `proxy` and `cafile` in .npmrc, and `npm ping`.',
    cause,
    context,
    transient: !isOffline && (status === undefined || status >= 500 || status === 429),
  });
}
