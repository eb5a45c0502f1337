import { HatcheryError } from '@hatchery/core';
import { didYouMean } from '../../nearest.ts';
import { shownText } from './shown-text.ts';

const context = { phase: 'install' };

/** `PLUGIN_NOT_A_PLUGIN`: the name alone says so. */
export function nameRefused(name: string): HatcheryError {
  return notInstallable(name, 'plugins are named hatchery-source-… or hatchery-dest-…, with or without a scope');
}

/** `PLUGIN_NOT_A_PLUGIN`: a package that will not be installed, as its name or manifest is not one of a plugin. */
export function notInstallable(name: string, reason: string): HatcheryError {
  return new HatcheryError('PLUGIN_NOT_A_PLUGIN', `${shownText(name)} is not a hatchery plugin: ${reason}.`, {
    hint: 'Check the name. If it is right, tell the author of the package what is wrong. Nothing was installed.',
    context: { plugin: shownText(name), ...context },
  });
}

/** `PLUGIN_ORIGIN_REFUSED`: somewhere that no registry vouches for. */
export function originRefused(what: string, origin: 'git' | 'url' | 'path', whose = ''): HatcheryError {
  const place = { git: 'git', url: 'a URL', path: 'a path on this machine' }[origin];
  return new HatcheryError(
    'PLUGIN_ORIGIN_REFUSED',
    `${whose}${what} comes from ${place}, which no registry vouches for.`,
    {
      hint:
        origin === 'path'
          ? 'A published package cannot depend on a path: tell its author.'
          : `Install a version from a registry, or allow it: \`--allow-${origin}\`.`,
      context,
    },
  );
}

/**
 * `PLUGIN_ORIGIN_REFUSED`: somewhere further down.
 *
 * @param asking where the package that asks for it lies, or would lie
 */
export function dependencyRefused(
  asking: string | undefined,
  what: string,
  origin: 'git' | 'url' | 'path',
): HatcheryError {
  const name = asking?.split('node_modules/').at(-1) ?? '';
  const whose = name === '' ? 'A dependency' : `A dependency of ${shownText(name)}`;
  return originRefused(shownText(what), origin, `${whose} is in no registry: `);
}

/** `PLUGIN_NOT_FOUND`: no package of these names. */
export function pluginNotFound(
  names: readonly string[],
  where: string,
  typed: string,
  known: readonly string[],
): HatcheryError {
  const meant = known.includes(typed) ? undefined : didYouMean(typed, known);
  const check = 'Check the name, and for a private package its registry and credentials in .npmrc.';
  return new HatcheryError(
    'PLUGIN_NOT_FOUND',
    `There is no ${names.map((name) => shownText(name)).join(' and no ')} ${where}.`,
    {
      hint: meant ? `${meant} ${check}` : check,
      context,
    },
  );
}

/** `PLUGIN_INTEGRITY`: the registry does not say, or not clearly, which tarball it means. */
export function integrityMissing(name: string, version: string, reason: string): HatcheryError {
  return new HatcheryError('PLUGIN_INTEGRITY', `The tarball of ${name} ${version} cannot be verified: ${reason}.`, {
    hint: 'Use a registry that gives the SHA-512 of each tarball (`dist.integrity`), or install the tarball as a file.',
    context: { plugin: name, ...context },
  });
}
