import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm.mjs';

/**
 * The step that installs one folder of `toolchain/` from its lock file. (`npm ci` would refuse a lock file
 * made where the registry serves only some platforms' binaries.)
 *
 * @param {{ name: string, folder: string, output: string, absent?: string }} tool `output` is relative to the folder
 * @returns {import('./step.mjs').Step}
 */
export function toolchainStep({ name, folder, output, ...rest }) {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier'];
  const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-factor=2'];
  return {
    ...rest,
    name,
    stamp: join(folder, 'node_modules', '.hatchery-stamp'),
    inputs: ['package.json', 'package-lock.json'].map((file) => readFileSync(join(folder, file), 'utf8')),
    outputs: [join(folder, output)],
    run: (env) => npm(['install', '--no-save', '--ignore-scripts', ...quiet, ...patience], { cwd: folder, env }),
  };
}
