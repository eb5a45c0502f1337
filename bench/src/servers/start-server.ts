import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface RunningServer extends AsyncDisposable {
  readonly url: string;
}

/** Starts a server of this folder in a process of its own, so that its work is not counted. */
export async function startServer(file: string, args: readonly (string | number)[]): Promise<RunningServer> {
  const child = fork(join(import.meta.dirname, file), args.map(String));
  const [url] = (await Promise.race([once(child, 'message'), failure(child)])) as [string];
  return {
    url,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

async function failure(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`The server ended with ${code} before it was ready.`);
}
