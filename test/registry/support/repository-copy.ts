import { cp, readdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Sandbox } from '../../support/sandbox.ts';

const root = join(import.meta.dirname, '../../..');

/** Copies this repository, built as it is, into a sandbox, and makes it a git repository of one commit. */
export async function copyRepository({ folder, sh }: Sandbox): Promise<void> {
  for (const name of await readdir(root)) {
    if (name === '.git' || name === 'node_modules' || name === 'toolchain') continue;
    // The links of each package's `node_modules` are relative: they lead to the copies of the packages.
    await cp(join(root, name), join(folder, name), {
      recursive: true,
      preserveTimestamps: true,
      verbatimSymlinks: true,
      filter: (path) => basename(path) !== '.git',
    });
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const { code, stderr } = await sh('git init -q && git add -A && git commit -qm "feat: all of it"');
  if (code !== 0) throw new Error(stderr);
}

/** Who commits. */
export const author = {
  GIT_AUTHOR_NAME: 'Release',
  GIT_AUTHOR_EMAIL: 'release@example.com',
  GIT_COMMITTER_NAME: 'Release',
  GIT_COMMITTER_EMAIL: 'release@example.com',
};
