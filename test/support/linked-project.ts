import { mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packageFolders } from './registry.ts';

/** Puts this repository's packages into a folder's `node_modules`, as `npm link` would. */
export async function linkPackages(folder: string): Promise<void> {
  for (const source of await packageFolders()) {
    const { name, bin } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as {
      name: string;
      bin?: Record<string, string>;
    };
    const target = join(folder, 'node_modules', name);
    await mkdir(dirname(target), { recursive: true });
    await symlink(source, target, 'dir');
    for (const [command, file] of Object.entries(bin ?? {})) {
      await mkdir(join(folder, 'node_modules/.bin'), { recursive: true });
      await symlink(join(source, file), join(folder, 'node_modules/.bin', command));
    }
  }
}
