import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ownFolder: string = fileURLToPath(new URL('../..', import.meta.url));
export const root: string = fileURLToPath(new URL('../../../..', import.meta.url));

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command with nothing of this process's environment but the way to Node and its tools. */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const tools = [join(ownFolder, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const child = execFile(
    command,
    [...args],
    { cwd, env: { PATH: tools, HOME: cwd, npm_config_update_notifier: 'false', ...env }, maxBuffer: 64_000_000 },
    (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1, stdout, stderr });
    },
  );
  child.stdin?.end();
  return promise;
}
