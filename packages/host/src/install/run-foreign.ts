import { HatcheryError } from '@hatchery/core';
import spawn from 'cross-spawn';
import { once } from 'node:events';
import { commandLine, type ForeignCommand } from './foreign-command.ts';

/**
 * Runs a command of another package manager, which says all it has to say on standard error.
 *
 * @throws HatcheryError `INSTALL_FAILED` if it cannot be started, or fails
 */
export async function runForeign(command: ForeignCommand, signal?: AbortSignal): Promise<void> {
  const [program = '', ...words] = command.words;
  const child = spawn(program, words, {
    cwd: command.directory,
    stdio: ['ignore', process.stderr, process.stderr],
    ...(signal ? { signal } : {}),
  });
  try {
    const [code, name] = (await once(child, 'close')) as [number | null, string | null];
    if (code !== 0) throw new Error(name === null ? `it ended with code ${code}` : `it was ended by ${name}`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HatcheryError('INSTALL_FAILED', `\`${commandLine(command)}\` failed: ${reason}.`, {
      hint: 'What it says above tells why. What it had changed by then is its own affair.',
      cause,
      context: { phase: 'install' },
    });
  }
}
