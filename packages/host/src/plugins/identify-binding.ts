import type { PluginIdentity } from '@hatchery/engine';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nearestPackage } from './find-package.ts';
import { displayPath } from './load-plugin.ts';
import { importedModules } from './module-hooks.ts';
import { isPluginName, packageOf } from './plugin-name.ts';

/** What is defined in a config itself, or nobody knows where. */
export const inlineIdentity: PluginIdentity = { name: 'inline' };

const identified = new WeakMap<object, Promise<PluginIdentity>>();

/**
 * Finds where a definition that a code config holds came from: the module it imported that exports it. Loads
 * nothing, as these modules have been loaded already.
 */
export function identifyDefinition(definition: object, directory: string): Promise<PluginIdentity> {
  const identity = identified.get(definition) ?? search(definition, directory);
  identified.set(definition, identity);
  return identity;
}

async function search(definition: object, directory: string): Promise<PluginIdentity> {
  // A file may pass on what a package defines: packages first.
  const modules = [...importedModules()].sort(
    ([, a], [, b]) => Number(isPluginName(packageOf(b))) - Number(isPluginName(packageOf(a))),
  );
  for (const [url, specifier] of modules) {
    if (!url.startsWith('file:') || !(await exportsDefinition(url, definition))) continue;
    const name = packageOf(specifier);
    if (!isPluginName(name)) return { name: displayPath(fileURLToPath(url), directory) };
    const version = nearestPackage(dirname(fileURLToPath(url)))?.manifest['version'];
    return { name, ...(typeof version === 'string' ? { version } : {}) };
  }
  return inlineIdentity;
}

async function exportsDefinition(url: string, definition: object): Promise<boolean> {
  // A module that fails was caught by whoever imported it; it defines nothing.
  const namespace = await (import(url) as Promise<Record<string, unknown>>).catch(() => ({}));
  return Object.values(namespace).some((exported) => holds(exported, definition));
}

function holds(exported: unknown, definition: object): boolean {
  if (typeof exported === 'function') return 'definition' in exported && exported.definition === definition;
  // CommonJS compiled from ESM has its default one level deeper.
  const inner =
    typeof exported === 'object' && exported !== null && 'default' in exported ? exported.default : undefined;
  return typeof inner === 'function' && holds(inner, definition);
}
