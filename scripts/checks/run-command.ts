import { spawn } from 'node:child_process';

export interface CommandResult {
  readonly ok: boolean;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds; the command is killed after them, and has failed. @default 300_000 */
  readonly timeout?: number;
}

/** Runs a command to its end. A command that cannot start, or does not end in time, has failed too. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const { cwd, env = {}, timeout = 300_000 } = options;
  return new Promise((resolve) => {
    // A group of its own, so that what the command started is killed with it.
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    const kill = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(() => {
      output += `\nIt did not end within ${timeout / 1000} s and was killed.\n`;
      kill();
    }, timeout);
    const end = (): void => {
      kill();
      process.exit(130);
    };
    process.once('SIGINT', end).once('SIGTERM', end);
    const settle = (ok: boolean): void => {
      clearTimeout(timer);
      process.removeListener('SIGINT', end).removeListener('SIGTERM', end);
      resolve({ ok, output });
    };
    child.on('error', (error) => {
      output += error.message;
      settle(false);
    });
    child.on('close', (code) => settle(code === 0));
  });
}
