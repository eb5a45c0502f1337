import { HatcheryError } from '@hatchery/core';
import { dependencyRefused } from './candidate/candidate-errors.ts';
import { codeOf, registryFailed, statusOf } from './candidate/registry-failed.ts';
import { shownText } from './candidate/shown-text.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  E404: 'the registry does not have a package that it needs',
  ETARGET: 'the registry does not have a version that it needs',
  ERESOLVE: 'npm finds no set of versions that fit together',
  EBADPLATFORM: 'a package that it needs is not for this machine',
  EJSONPARSE: 'a file is not JSON',
};

const origins: Readonly<Record<string, 'git' | 'url'>> = { EALLOWGIT: 'git', EALLOWREMOTE: 'url' };

const networkCodes =
  /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|ERR_SOCKET|ENOTCACHED|ENETUNREACH|EHOSTUNREACH|FETCH_|E5\d\d|UND_)/;

/**
 * Why packages could not be changed. Everything is as it was when this is thrown.
 *
 * @param what the sentence begins with it, and goes on with the reason
 * @param phase what was under way: `load` where somebody wanted to use plugins, not to change them
 */
export function installFailed(what: string, error: unknown, phase: 'install' | 'load' = 'install'): HatcheryError {
  if (HatcheryError.is(error)) return error;
  const code = codeOf(error) ?? '';
  const said = shownText(error instanceof Error ? error.message : String(error));
  const origin = origins[code];
  if (origin !== undefined) {
    const { package: spec, requiredBy } = error as { readonly package?: unknown; readonly requiredBy?: unknown };
    return dependencyRefused(textOf(requiredBy), textOf(spec) ?? 'it', origin);
  }
  const status = statusOf(error);
  const isRegistry = networkCodes.test(code) || code === 'EINTEGRITY' || (status !== undefined && status !== 404);
  if (isRegistry) return registryFailed('installing', error);
  const reason = reasons[code];
  const { pkgid } = (error ?? {}) as { readonly pkgid?: unknown };
  const detail = shownText(textOf(pkgid) ?? said);
  const message = reason === undefined ? said : `${reason} (${detail})`;
  return new HatcheryError('INSTALL_FAILED', `${capitalized(what)}: ${message}.`, {
    hint: `Nothing was changed.${hintFor(code)}`,
    cause: new Error(said),
    context: { phase },
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function hintFor(code: string): string {
  if (code === 'ERESOLVE') return ' `npm install --dry-run` with the same packages explains the conflict.';
  if (code === 'E404') return ' For a private package, check its registry and credentials in .npmrc.';
  return '';
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
