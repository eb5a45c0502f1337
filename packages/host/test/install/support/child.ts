/** Does one thing in a project: `child.ts install <folder> <plugin>…`. Says on standard output when it holds the lock. */
import { HatcheryError } from '@hatchery/core';
import { openCatalog } from '@hatchery/host';
import { installPlugins, type InstallTarget, uninstallPlugins, updatePlugins } from '@hatchery/host/install';
import { lockInstallation } from '../../../src/install/install-lock.ts';
import type { ChildWork } from './child-script.ts';

const [work, directory = '', ...names] = process.argv.slice(2);
const target: InstallTarget = { directory, origin: 'project' };
const options = { target, cwd: directory, onWait: () => process.stdout.write('waiting\n') };

const works: Readonly<Record<ChildWork, () => Promise<unknown>>> = {
  install: () => installPlugins(names, options),
  update: () => updatePlugins(names.length === 0 ? undefined : names, options),
  uninstall: () => uninstallPlugins(names, options),
  open: () => openCatalog({ cwd: directory }),
  async hold() {
    await lockInstallation(directory);
    process.stdout.write('held\n');
    // Until it is killed.
    setInterval(() => {}, 60_000);
  },
};

try {
  await works[work as ChildWork]();
} catch (error) {
  process.stderr.write(HatcheryError.is(error) ? `${error.code}: ${error.message}\n` : `${String(error)}\n`);
  process.exitCode = 1;
}
