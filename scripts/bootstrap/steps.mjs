import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './run-quietly.mjs';
import { toolchainStep } from './toolchain-step.mjs';
import { workspaceManifests } from './workspace-manifests.mjs';

const windows = process.platform === 'win32';

/**
 * Node itself, for a machine whose own is too old.
 *
 * @param {string} root
 * @param {string} range the versions that would do
 */
export function nodeStep(root, range) {
  return toolchainStep({
    name: `installing Node, as ${process.version} is not ${range}`,
    folder: join(root, 'toolchain', 'node'),
    output: windows ? 'node_modules/.bin/node.cmd' : 'node_modules/.bin/node',
    absent: `There is no Node package for ${process.platform} on ${process.arch}: install Node ${range} and run this again.`,
  });
}

/** @param {string} root */
export function pnpmStep(root) {
  return toolchainStep({
    name: 'installing pnpm',
    folder: join(root, 'toolchain', 'pnpm'),
    output: windows ? 'node_modules/.bin/pnpm.cmd' : 'node_modules/.bin/pnpm',
  });
}

/**
 * The dependencies of all packages.
 *
 * @param {string} root
 * @returns {import('./step.mjs').Step}
 */
export function installStep(root) {
  const manifests = workspaceManifests(root);
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'toolchain/pnpm/package.json'];
  return {
    name: 'installing dependencies',
    stamp: join(root, 'node_modules', '.hatchery-stamp'),
    inputs: [...files.map((file) => readFileSync(join(root, file), 'utf8')), ...manifests.map(({ text }) => text)],
    outputs: manifests
      .filter(({ text }) => /ependencies"/.test(text))
      .map(({ folder }) => join(folder, 'node_modules')),
    run: (env) =>
      runQuietly('pnpm', ['install', '--frozen-lockfile', '--reporter=append-only'], {
        cwd: root,
        env: { ...env, CI: 'true', pnpm_config_fetch_retry_mintimeout: '1000', pnpm_config_fetch_retry_factor: '2' },
      }),
  };
}
