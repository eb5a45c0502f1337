import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { failureOf } from './failure-of.mjs';
import { fitsRange } from './fits-range.mjs';
import { withLock } from './lock.mjs';
import { reachRegistry } from './reach-registry.mjs';
import { npmSettings } from './npm-settings.mjs';
import { runQuietly } from './run-quietly.mjs';
import { bringUpToDate, isCurrent } from './step.mjs';
import { installStep, nodeStep, pnpmStep } from './steps.mjs';

/**
 * Brings the toolchain, the dependencies and, if wanted, the build up to date.
 *
 * @param {string} root
 * @param {{ build: boolean }} options
 * @returns {Promise<NodeJS.ProcessEnv>} the variables to run the project's commands with
 */
export async function setUp(root, { build }) {
  const range = nodeRange(root);
  const fitting = fitsRange(process.version, range);
  const env = { ...process.env, PATH: toolPath(root, fitting) };
  const steps = [...(fitting ? [] : [nodeStep(root, range)]), pnpmStep(root), installStep(root)];
  if (!steps.every(isCurrent)) await withLock(join(root, '.set-up.lock'), () => install(root, steps, env));
  if (build) await compile(root, env);
  return env;
}

/**
 * The Node versions that the packages support.
 *
 * @param {string} root
 */
function nodeRange(root) {
  const text = readFileSync(join(root, 'cli', 'package.json'), 'utf8');
  return /** @type {{ engines: { node: string } }} */ (JSON.parse(text)).engines.node;
}

/**
 * @param {string} root
 * @param {boolean} fitting whether the Node that runs this will do
 */
function toolPath(root, fitting) {
  const bin = (/** @type {string} */ folder) => join(root, folder, 'node_modules', '.bin');
  const node = fitting ? dirname(process.execPath) : bin('toolchain/node');
  return [node, bin('toolchain/pnpm'), bin('.'), process.env['PATH']].join(delimiter);
}

/**
 * @param {string} root
 * @param {import('./step.mjs').Step[]} steps
 * @param {NodeJS.ProcessEnv} env
 */
async function install(root, steps, env) {
  await reachRegistry({ cwd: root, env });
  const { registry, variables } = await npmSettings({ cwd: root, env });
  const withRegistry = registry === undefined ? {} : { pnpm_config_registry: registry };
  for (const step of steps) await bringUpToDate(step, { ...env, ...variables, ...withRegistry });
}

/**
 * The compiler knows best what is to be built, and takes a tenth of a second when nothing is.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
async function compile(root, env) {
  const { ok, output } = await runQuietly('tsc', ['-b'], { cwd: root, env });
  if (!ok) throw failureOf('building', output);
}
