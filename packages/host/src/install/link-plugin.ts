import { HatcheryError } from '@hatchery/core';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { workingDirectory } from '../working-directory.ts';
import { readPluginPackage } from '../read-plugin-package.ts';
import type { InstallOptions } from './install-options.ts';
import { type InstallReport, installPlugins } from './install-plugins.ts';

/**
 * Installs a plugin under development as a link to its folder, after loading it to see that it works. `package.json` and the lock
 * file record the link, so that it outlives later installations, and `npm ci`.
 *
 * The folder's own dependencies are not touched: they are to be installed there.
 *
 * @throws HatcheryError `USAGE` if it is not a folder, why it cannot be loaded, and as {@link installPlugins}
 */
export async function linkPlugin(
  folder: string,
  options: Omit<InstallOptions, 'kind' | 'minimumAge' | 'allow'>,
): Promise<InstallReport> {
  const directory = resolve(options.cwd ?? workingDirectory(), folder);
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new HatcheryError('USAGE', `${directory} is not a folder.`, {
      hint: 'Name the folder of a plugin, the one that holds its package.json.',
    });
  }
  const approve = async (candidates: InstallReport['candidates']): Promise<boolean> => {
    await readPluginPackage(directory).load();
    return (await options.approve?.(candidates)) ?? true;
  };
  return installPlugins([directory], { ...options, approve });
}
