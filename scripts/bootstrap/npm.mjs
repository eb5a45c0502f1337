import { basename } from 'node:path';
import { runQuietly } from './run-quietly.mjs';

/**
 * Runs npm: the one that started this script, else the one on the PATH.
 *
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 */
export function npm(args, options) {
  const started = process.env['npm_execpath'];
  if (started === undefined || !/^npm-cli\.c?js$/.test(basename(started))) return runQuietly('npm', args, options);
  return runQuietly(process.execPath, [started, ...args], options);
}
