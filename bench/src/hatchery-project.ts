import { symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Command } from './workload.ts';

const root = join(import.meta.dirname, '..');
const manifest = createRequire(import.meta.url).resolve('hatchery/package.json');
export const hatcheryBin = join(dirname(manifest), 'bin', 'hatchery.js');

/** A folder as a user of hatchery has it: a config, and the plugins of this benchmark. */
export async function writeProject(folder: string, streams: readonly unknown[]): Promise<void> {
  const { default: own } = await import('../package.json', { with: { type: 'json' } });
  const project = { private: true, type: 'module', dependencies: own.dependencies };
  await writeFile(join(folder, 'package.json'), JSON.stringify(project));
  await writeFile(join(folder, 'hatchery.json'), JSON.stringify({ streams }));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
}

/** `hatchery run` of all streams, in a folder of its own: the process that a user starts. */
export async function hatcheryRun(folder: string, streams: readonly unknown[], flags: string[] = []): Promise<Command> {
  await writeProject(folder, streams);
  return { file: process.execPath, args: [hatcheryBin, 'run', '-a', ...flags] };
}
