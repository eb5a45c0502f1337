import { cp, mkdtemp, realpath, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const parts = ['packages', 'plugins', 'cli', 'test', 'package.json', 'tsconfig.json', 'tsconfig.base.json'];

/** A copy of the project to break things in; what is installed is shared, but for the links among the project's own packages. */
export async function copyTree(root: string): Promise<string> {
  const copy = await realpath(await mkdtemp(join(tmpdir(), 'hatchery-mutants-')));
  for (const part of parts) await cp(join(root, part), join(copy, part), { recursive: true, verbatimSymlinks: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}
