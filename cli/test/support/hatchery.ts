import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { root } from './build-cli.ts';

export interface Result {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly result: Promise<Result>;
}

export interface Options {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export const bin: string = `${root}/cli/bin/hatchery.js`;

/** Nothing of the environment that the tests run in, but the way to Node. */
export function cleanEnv({ cwd, env = {} }: Options): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: cwd, ...env };
}

/** Starts the tool as a process of its own. */
export function start(args: readonly string[], options: Options): Running {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: options.cwd,
    env: cleanEnv(options),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, result: resultOf(child) };
}

/** Runs the tool to its end. */
export function hatchery(args: readonly string[], options: Options): Promise<Result> {
  return start(args, options).result;
}

/** Resolves once `text` has come out of standard error. */
export async function untilStderr({ child }: Running, wanted: string): Promise<void> {
  let seen = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes(wanted)) resolve();
    });
    child.once('close', () => reject(new Error(`ended before it said ${wanted}:\n${seen}`)));
  });
}

async function resultOf(child: ChildProcess): Promise<Result> {
  if (child.stdout === null || child.stderr === null) throw new Error('needs pipes');
  const outputs = Promise.all([text(child.stdout).catch(() => ''), text(child.stderr).catch(() => '')]);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  const [stdout, stderr] = await outputs;
  return { code, signal, stdout, stderr };
}
