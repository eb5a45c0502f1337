import { mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { linkPackages } from './linked-project.ts';
import { blocksOf, root } from './markdown.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

/**
 * Writes the titled blocks of a page into a folder of its own, as a reader would, with this repository's packages and its compiler
 * in place of what `npm install` would bring. Pages that come later win.
 *
 * @param pages paths from the root of the repository
 */
export async function writeTutorial(...pages: readonly string[]): Promise<Sandbox> {
  const sandbox = await createSandbox();
  await linkPackages(sandbox.folder);
  for (const name of ['typescript', '@types/node']) await link(name, sandbox.folder);
  await link('.bin/tsc', sandbox.folder);
  for (const page of pages) {
    for (const { title, text } of blocksOf(await readFile(join(root, page), 'utf8'))) {
      if (title !== undefined) await sandbox.write(title, text);
    }
  }
  return sandbox;
}

async function link(path: string, folder: string): Promise<void> {
  const target = join(folder, 'node_modules', path);
  await mkdir(dirname(target), { recursive: true });
  await symlink(join(root, 'node_modules', path), target);
}
