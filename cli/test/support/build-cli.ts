import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root: string = fileURLToPath(new URL('../../..', import.meta.url));

let building: Promise<unknown> | undefined;

/** The tool runs as it is shipped, from `dist`: built once for all tests of a process. */
export async function buildCli(): Promise<void> {
  building ??= promisify(execFile)(process.execPath, [`${root}/node_modules/typescript/bin/tsc`, '-b', 'cli'], {
    cwd: root,
  });
  await building;
}
