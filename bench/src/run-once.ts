import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Command } from './workload.ts';

/** Runs a command that is not measured. @throws Error, with what the command said, unless it succeeds */
export async function runOnce({ file, args, env }: Command, cwd: string): Promise<void> {
  await promisify(execFile)(file, args, { cwd, env: { ...process.env, ...env } });
}
