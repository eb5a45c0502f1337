import { spawn } from 'node:child_process';
import { forwardSignals } from './forward-signals.mjs';
import { SetUpError } from './set-up-error.mjs';

/**
 * Runs a command in this process's place: same input and output, signals passed on, and this process
 * ends as the command did.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<void>}
 */
export function handOver(command, args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    // On Windows the commands of packages are scripts, which only a shell starts.
    const child = spawn(command, args, { cwd, env, stdio: 'inherit', shell: process.platform === 'win32' });
    const forwarding = forwardSignals(child);
    child.on('error', (error) => reject(new SetUpError(`Cannot run ${command}: ${error.message}.`)));
    child.on('exit', (code, signal) => {
      forwarding.stop();
      if (signal === null) process.exitCode = code ?? 1;
      else process.kill(process.pid, signal);
      resolve();
    });
  });
}
