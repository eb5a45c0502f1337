import { HatcheryError, type Pipe } from '@hatchery/core';
import type { PluginIdentity } from '@hatchery/engine';
import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { InstalledPlugin } from './installed-plugin.ts';
import { type MissingModule, missingModuleOf } from './missing-module.ts';
import { moduleFormatOf } from './module-format.ts';
import { loadAs } from './module-hooks.ts';
import { entryOf } from './plugin-entry.ts';
import { defaultOf, functionSource, type LoadedPlugin, pluginOf } from './plugin-definition.ts';
import { entryMissing, pluginDependencyMissing, pluginNotInstalled, pluginThrew } from './plugin-errors.ts';
import { packageOf } from './plugin-name.ts';

type Namespace = Readonly<Record<string, unknown>>;

/** A plugin whose top-level `await` never ends would keep everybody waiting. */
const loadTimeout = 60_000;

/**
 * Loads an installed plugin's code.
 *
 * @throws HatcheryError `PLUGIN_DEPENDENCY_MISSING`, `PLUGIN_NOT_A_PLUGIN`, `PLUGIN_THREW`
 */
export async function loadPlugin(plugin: InstalledPlugin, timeout = loadTimeout): Promise<LoadedPlugin> {
  const { name, version, directory } = plugin;
  if (directory === undefined) throw pluginNotInstalled(name, { listed: true });
  const namespace = await importModule(entryOf(name, directory), name, timeout);
  return pluginOf(namespace, { name, ...(version === '' ? {} : { version }) });
}

/**
 * Loads a plugin from a file of the config's own project; its default export may also be a bare function.
 *
 * @throws HatcheryError as {@link loadPlugin}, and `PLUGIN_NOT_INSTALLED` if there is no such file
 */
export async function loadPluginFile(use: string, directory: string, timeout = loadTimeout): Promise<LoadedPlugin> {
  const path = resolve(directory, use);
  const identity: PluginIdentity = { name: displayPath(path, directory) };
  const { href } = pathToFileURL(path);
  loadAs(href, moduleFormatOf(path, await textOf(path)));
  const namespace = await importModule(href, identity.name, timeout);
  const exported = defaultOf(namespace);
  if (typeof exported === 'function' && !('definition' in exported)) {
    return { kind: 'source', identity, definition: functionSource(exported as (pipe: Pipe) => Promise<void>) };
  }
  return pluginOf(namespace, identity);
}

/** `./my-source.ts` for what lies beside the config or below, else the whole path. */
export function displayPath(path: string, directory: string): string {
  const inside = relative(directory, path);
  return isAbsolute(inside) || inside.startsWith('..') ? path : `./${inside}`;
}

/** What cannot be read fails when it is imported. */
function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

async function importModule(specifier: string, name: string, timeout: number): Promise<Namespace> {
  const timer = new AbortController();
  const late = delay(timeout, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`it was not loaded after ${timeout / 1000} s; a top-level await that never ends does that`);
  });
  try {
    return await Promise.race([import(specifier) as Promise<Namespace>, late]);
  } catch (cause) {
    throw explain(cause, specifier, name);
  } finally {
    timer.abort();
    late.catch(() => {});
  }
}

function explain(cause: unknown, specifier: string, name: string): HatcheryError {
  const missing = missingModuleOf(cause);
  if (missing) return explainMissing(missing, cause, specifier, name);
  if (HatcheryError.is(cause) && cause.code === 'PLUGIN_INCOMPATIBLE') return cause;
  return pluginThrew(name, cause);
}

function explainMissing(missing: MissingModule, cause: unknown, specifier: string, name: string): HatcheryError {
  if (missing.specifier === specifier) {
    return specifier.startsWith('file:')
      ? new HatcheryError('PLUGIN_NOT_INSTALLED', `There is no plugin file ${name}.`, {
          hint: 'A relative path starts at the folder of the config.',
          cause,
          context: { plugin: name, phase: 'load' },
        })
      : entryMissing(name, cause);
  }
  const isFile = /^(\.|\/|file:)/.test(missing.specifier);
  return pluginDependencyMissing(name, isFile ? missing.specifier : packageOf(missing.specifier), cause);
}
