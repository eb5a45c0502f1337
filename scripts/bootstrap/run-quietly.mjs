import { spawn } from 'node:child_process';
import { forwardSignals } from './forward-signals.mjs';

/**
 * Runs a command and keeps what it prints. If this process is told to end meanwhile, so is the command.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function runQuietly(command, args, { cwd, env }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => (output += chunk);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const forwarding = forwardSignals(child);
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => {
      const signal = forwarding.stop();
      if (signal !== undefined) process.kill(process.pid, signal);
      else resolve({ ok: code === 0, output });
    });
  });
}
