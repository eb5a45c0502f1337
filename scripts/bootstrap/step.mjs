import { existsSync } from 'node:fs';
import { failureOf } from './failure-of.mjs';
import { SetUpError } from './set-up-error.mjs';
import { Stamp } from './stamp.mjs';

/**
 * @typedef {object} Step
 * @property {string} name shown while it runs
 * @property {string} stamp where its mark is kept
 * @property {string[]} inputs texts it depends on
 * @property {string[]} outputs paths it leaves behind
 * @property {string} [absent] what to say when it succeeds and an output is still not there
 * @property {(env: NodeJS.ProcessEnv) => Promise<{ ok: boolean, output: string }>} run
 */

/** @param {Step} step */
export function isCurrent(step) {
  return new Stamp(step.stamp, step).isCurrent();
}

/**
 * Runs a step unless it is done already, and says so in one line.
 *
 * @param {Step} step
 * @param {NodeJS.ProcessEnv} env
 */
export async function bringUpToDate(step, env) {
  const stamp = new Stamp(step.stamp, step);
  if (stamp.isCurrent()) return;
  stamp.remove();
  process.stderr.write(`${step.name} … `);
  const start = performance.now();
  const { ok, output } = await step.run(env);
  if (!ok) {
    process.stderr.write('failed\n');
    throw failureOf(step.name, output);
  }
  const missing = step.outputs.find((path) => !existsSync(path));
  if (missing !== undefined) throw new SetUpError(step.absent ?? `${step.name} left no ${missing}.`);
  stamp.write();
  process.stderr.write(`${((performance.now() - start) / 1000).toFixed(1)} s\n`);
}
