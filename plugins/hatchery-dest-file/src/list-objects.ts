import { lstat, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { StoredObject } from '@hatchery/core';
import { explainFailure, systemCode } from './explain-failure.ts';
import { isThere } from './folders.ts';
import { nameProblem } from './object-name.ts';
import { stagingFolder } from './staging-folder.ts';
import { storedObject } from './stored-object.ts';
import { utf8Order } from './utf8-order.ts';

/**
 * The objects below `root` whose names start with `prefix`, in the order of an object store. A folder is read when its
 * turn comes, so the first names of a large tree come at once.
 */
export async function* listObjects(root: string, prefix: string, limit: number): AsyncGenerator<StoredObject> {
  if (limit <= 0) return;
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  if (folder !== '' && nameProblem(folder.slice(0, -1)) !== undefined) return;
  let count = 0;
  try {
    if ((await isThere(resolve(root, folder)).catch(ifGone)) !== true) return;
    for await (const object of walk(root, folder, prefix)) {
      yield object;
      if (++count >= limit) return;
    }
  } catch (error) {
    throw explainFailure(error, `list the objects in ${root}`);
  }
}

/** @param folder the name of a folder with `/` at its end, or nothing for the root */
async function* walk(root: string, folder: string, prefix: string): AsyncGenerator<StoredObject> {
  for (const name of await namesIn(root, folder)) {
    if (!name.startsWith(prefix) || name === `${stagingFolder}/`) continue;
    if (name.endsWith('/')) {
      yield* walk(root, name, prefix);
      continue;
    }
    const stats = await lstat(join(root, name)).catch(ifGone);
    if (stats?.isFile() === true) yield storedObject(name, stats);
  }
}

/** Full names of what lies in a folder, sorted; those of folders end in `/`, which puts them where their objects belong. */
async function namesIn(root: string, folder: string): Promise<string[]> {
  const entries = (await readdir(join(root, folder), { withFileTypes: true }).catch(ifGone)) ?? [];
  const names: string[] = [];
  for (const entry of entries) {
    if (entry.isFile()) names.push(folder + entry.name);
    if (entry.isDirectory()) names.push(`${folder}${entry.name}/`);
  }
  return names.sort(utf8Order);
}

/** What was there a moment ago may have been removed since. */
function ifGone(error: unknown): undefined {
  if (systemCode(error) !== 'ENOENT' && systemCode(error) !== 'ENOTDIR') throw error;
  return undefined;
}
