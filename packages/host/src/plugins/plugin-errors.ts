import { HatcheryError } from '@hatchery/core';
import { contractHint, describeValue, placeOf } from '@hatchery/engine';
import type { InstalledPlugin, PluginKind } from './installed-plugin.ts';
import { coreVersion } from './host-core.ts';
import { installCommand } from './plugin-commands.ts';

/** `PLUGIN_NOT_INSTALLED`: there is no such package where a plugin may come from. */
export function pluginNotInstalled(
  name: string,
  options: { readonly hint?: string | undefined; readonly listed?: boolean; readonly cause?: unknown } = {},
): HatcheryError {
  const install = options.listed
    ? "It is in your package.json: install the project's dependencies (`npm install`)."
    : `Install it: \`${installCommand(name)}\`.`;
  return new HatcheryError('PLUGIN_NOT_INSTALLED', `The plugin ${name} is not installed.`, {
    hint: options.hint ? `${options.hint} ${install}` : install,
    ...('cause' in options ? { cause: options.cause } : {}),
    context: { plugin: name, phase: 'load' },
  });
}

/** `PLUGIN_INCOMPATIBLE`: it was made for another core; none of its code has been run. */
export function pluginIncompatible(name: string, version: string, reason: string, hint: string): HatcheryError {
  return new HatcheryError(
    'PLUGIN_INCOMPATIBLE',
    `The plugin ${name} ${version} does not fit: ${reason}, and this is @hatchery/core ${coreVersion}.`,
    { hint, context: { plugin: name, phase: 'load' } },
  );
}

/** `PLUGIN_DEPENDENCY_MISSING`: the plugin is there, something that it imports is not. */
export function pluginDependencyMissing(name: string, missing: string, cause: unknown): HatcheryError {
  return new HatcheryError('PLUGIN_DEPENDENCY_MISSING', `The plugin ${name} needs ${missing}, which is missing.`, {
    hint: missing.startsWith('.')
      ? `Its installation is not whole: \`${installCommand(name)}\` does it again.`
      : `Install the plugin again, with its dependencies: \`${installCommand(name)}\`.`,
    cause,
    context: { plugin: name, phase: 'load' },
  });
}

/** `PLUGIN_NOT_A_PLUGIN`: what was found is something else. */
export function notAPlugin(
  name: string,
  reason: string,
  cause?: unknown,
  hint = 'A plugin exports what `defineSource` or `defineDestination` gives as its default.',
): HatcheryError {
  return new HatcheryError('PLUGIN_NOT_A_PLUGIN', `${name} is not a hatchery plugin: ${reason}.`, {
    hint,
    ...(cause === undefined ? {} : { cause }),
    context: { plugin: name, phase: 'load' },
  });
}

/** `PLUGIN_NOT_A_PLUGIN`: the package is there, its code is not. */
export function entryMissing(name: string, cause: unknown): HatcheryError {
  return notAPlugin(name, 'the file that its package.json names as its entry is missing (was it built?)', cause);
}

/** `PLUGIN_NOT_A_PLUGIN`: what it takes for its options, hatchery cannot. */
export function unfitOptions(name: string, problem: string): HatcheryError {
  return notAPlugin(name, problem, undefined, contractHint('options-are-a-zod-object'));
}

/** `PLUGIN_THREW`: its own code failed. */
export function pluginThrew(name: string, cause: unknown, phase: 'load' | 'config' = 'load'): HatcheryError {
  const message = cause instanceof Error ? `${cause.name}: ${cause.message}` : describeValue(cause);
  const doing = phase === 'load' ? 'while it was loaded' : 'while its options were checked';
  const place = placeOf(cause, name);
  return new HatcheryError('PLUGIN_THREW', `The plugin ${name} threw ${doing}: ${message}`, {
    hint: phase === 'load' ? hintOf(cause) : contractHint('options-are-checked-at-once'),
    cause,
    context: { plugin: name, phase, ...(place === undefined ? {} : { place }) },
  });
}

/** What it did against the contract says by itself how to keep to it. */
function hintOf(cause: unknown): string {
  const own = HatcheryError.is(cause) && cause.code === 'CONTRACT_VIOLATED' ? cause.hint : undefined;
  return own ?? 'That is a fault of the plugin: see the cause, and tell its author.';
}

/** `USAGE`: several plugins are called by one name, and nothing tells which is meant. */
export function nameShared(name: string, plugins: readonly InstalledPlugin[]): HatcheryError {
  const names = plugins.map((plugin) => plugin.name).join(' and ');
  return new HatcheryError('USAGE', `"${name}" is the name of ${names}.`, { hint: 'Use the name of the package.' });
}

/** `PLUGIN_WRONG_KIND`: a destination where a source should be, or the other way round. */
export function pluginWrongKind(name: string, kind: PluginKind, wanted: PluginKind, hint?: string): HatcheryError {
  return new HatcheryError('PLUGIN_WRONG_KIND', `The plugin ${name} is a ${kind}, used as a ${wanted}.`, {
    hint: hint ?? `Name it under \`${kind}\`, or name a ${wanted} here.`,
    context: { plugin: name, phase: 'load' },
  });
}
