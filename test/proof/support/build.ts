import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const root: string = join(import.meta.dirname, '../../..');

let building: Promise<unknown> | undefined;

/** The tool and its plugins run as they are shipped, from `dist`: brought up to date once for all tests of a process. */
export async function build(): Promise<void> {
  building ??= promisify(execFile)(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], {
    cwd: root,
  });
  await building;
}
