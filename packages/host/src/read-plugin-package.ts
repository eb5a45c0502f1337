import { HatcheryError } from '@hatchery/core';
import { resolve } from 'node:path';
import { installModuleHooks } from './plugins/module-hooks.ts';
import { describePackage } from './plugins/describe-package.ts';
import { readPackage } from './plugins/find-package.ts';
import type { InstalledPlugin } from './plugins/installed-plugin.ts';
import { loadPlugin } from './plugins/load-plugin.ts';
import type { LoadedPlugin } from './plugins/plugin-definition.ts';
import { entryOf } from './plugins/plugin-entry.ts';

/** A package that is to be a plugin, as its author has it. */
export interface PluginPackage {
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly plugin: InstalledPlugin;
  /**
   * Loads its code, as it would be in a project.
   *
   * @throws HatcheryError why it does not fit, or cannot be loaded
   */
  load(): Promise<LoadedPlugin>;
  /** The URL of the module that is loaded. @throws Error if there is none */
  readonly entry: () => string;
}

/**
 * Reads the package in a folder, whatever its name, without running any of its code.
 *
 * @throws HatcheryError `USAGE` if there is no `package.json`, or one that cannot be read
 */
export function readPluginPackage(folder: string, shared: Readonly<Record<string, string>> = {}): PluginPackage {
  const found = readPackage(resolve(folder));
  if (found === undefined) {
    throw new HatcheryError('USAGE', `There is no package.json in ${resolve(folder)}, or none that can be read.`, {
      hint: 'Name the folder of the plugin.',
    });
  }
  const { manifest, directory } = found;
  const name = typeof manifest['name'] === 'string' && manifest['name'] !== '' ? manifest['name'] : directory;
  const plugin = describePackage(name, found, 'project');
  installModuleHooks(shared, []);
  return {
    manifest,
    plugin,
    load() {
      if (plugin.problem !== undefined) throw plugin.problem;
      return loadPlugin(plugin);
    },
    entry: () => import.meta.resolve(entryOf(name, directory)),
  };
}
