import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { HatcheryError, type ObjectStore, type OpenContext } from '@hatchery/core';
import { explainFailure, systemCode } from './explain-failure.ts';
import { FileStore } from './file-store.ts';
import { Folders } from './folders.ts';
import type { Options } from './options.ts';
import { Staging } from './staging.ts';

/** Opens the folder as a store. Makes nothing: a folder that is missing comes into being with its first object. */
export async function openFileStore({ config, directory, log }: OpenContext<Options>): Promise<ObjectStore> {
  const path = resolve(directory, config.path);
  const root = await findRoot(path);
  const folders = new Folders(root, Number.parseInt(config.folderMode, 8));
  const staging = new Staging(root, folders, Number.parseInt(config.fileMode, 8), log);
  await staging.sweep();
  return new FileStore(root, folders, staging);
}

async function findRoot(path: string): Promise<string> {
  try {
    const root = await withoutLinks(path);
    const found = await stat(root).catch(() => undefined);
    if (found === undefined || found.isDirectory()) return root;
  } catch (error) {
    throw explainFailure(error, `open the folder ${path}`);
  }
  throw new HatcheryError('DESTINATION_FAILED', `${path} is not a folder.`, {
    hint: 'Give the option "path" a folder, or a path that does not exist yet.',
  });
}

/** The real path of what exists, and as written from there on. */
async function withoutLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const isDangling = (await lstat(path).catch(() => undefined))?.isSymbolicLink() ?? false;
    if (systemCode(error) !== 'ENOENT' || isDangling || dirname(path) === path) throw error;
    return join(await withoutLinks(dirname(path)), basename(path));
  }
}
