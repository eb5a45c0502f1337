import { constants, type Stats } from 'node:fs';
import { link, lstat, open, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { type CreateOptions, HatcheryError, type ObjectStore, type StoredObject } from '@hatchery/core';
import { explainFailure, systemCode } from './explain-failure.ts';
import { type Folders, isThere, syncFolder } from './folders.ts';
import { listObjects } from './list-objects.ts';
import { checkName, refusedName } from './object-name.ts';
import type { Staging } from './staging.ts';
import { storedObject } from './stored-object.ts';

const readPiece = 262_144;

/** Objects as files below one folder. */
export class FileStore implements ObjectStore {
  readonly #root: string;
  readonly #folders: Folders;
  readonly #staging: Staging;

  /** @param root without links */
  constructor(root: string, folders: Folders, staging: Staging) {
    this.#root = root;
    this.#folders = folders;
    this.#staging = staging;
  }

  async create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
    // From here on a failing body is this call's failure; nobody else may be listening.
    body.on('error', () => {});
    try {
      return await this.#attempt('write', name, () => this.#land(name, body, options));
    } finally {
      body.destroy();
    }
  }

  async stat(name: string): Promise<StoredObject | undefined> {
    return this.#attempt('look at', name, async () => {
      const file = await this.#existing(name);
      return file && storedObject(name, file.stats);
    });
  }

  async read(name: string): Promise<Readable> {
    return this.#attempt('read', name, async () => {
      const file = await this.#existing(name);
      if (file === undefined) throw noObject(name);
      const handle = await open(file.path, constants.O_RDONLY | constants.O_NOFOLLOW);
      return handle.createReadStream({ highWaterMark: readPiece });
    });
  }

  list(
    prefix: string,
    { limit = Number.POSITIVE_INFINITY }: { readonly limit?: number } = {},
  ): AsyncIterable<StoredObject> {
    return listObjects(this.#root, prefix, limit);
  }

  async remove(name: string): Promise<void> {
    await this.#attempt('remove', name, async () => {
      const file = await this.#existing(name);
      if (file === undefined) return;
      await unlink(file.path).catch(unless('ENOENT'));
      await syncFolder(dirname(file.path));
    });
  }

  async #land(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
    const { path, stats } = await this.#find(name);
    if (stats?.isDirectory() === true) throw folderInTheWay(name);
    const staged = await this.#staging.write(body, options);
    try {
      await this.#folders.ensure(dirname(path));
      await link(staged.path, path);
      await syncFolder(dirname(path));
      return { name, size: staged.size, createdAt: staged.createdAt };
    } finally {
      await this.#staging.discard(staged.path);
    }
  }

  /** The file under a name; nothing for a folder, as that is no object. */
  async #existing(name: string): Promise<{ path: string; stats: Stats } | undefined> {
    const { path, stats } = (await this.#find(name).catch(unless('ENOTDIR'))) ?? {};
    return path !== undefined && stats?.isFile() === true ? { path, stats } : undefined;
  }

  /** Where an object lies, or would. Refuses a name that leads out of the root, or would through a link. */
  async #find(name: string): Promise<{ path: string; stats: Stats | undefined }> {
    checkName(name);
    const path = join(this.#root, name);
    const stats = await lstat(path).catch(unless('ENOENT'));
    if (!(await isThere(dirname(path)))) return { path, stats: undefined };
    if (stats?.isSymbolicLink() === true) throw refusedName(name, 'a link has this name');
    return { path, stats };
  }

  async #attempt<T>(verb: string, name: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw explainObjectFailure(error, verb, name);
    }
  }
}

function folderInTheWay(name: string): HatcheryError {
  return new HatcheryError(
    'DESTINATION_FAILED',
    `Could not write the object ${JSON.stringify(name)}: a folder has this name.`,
    {
      hint: 'Names of objects must not be the folders of others; change the name template, or move what is there.',
    },
  );
}

function noObject(name: string): HatcheryError {
  return new HatcheryError('DESTINATION_FAILED', `There is no object ${JSON.stringify(name)}.`);
}

function explainObjectFailure(error: unknown, verb: string, name: string): HatcheryError {
  switch (systemCode(error)) {
    case 'EEXIST':
      return new HatcheryError('OBJECT_EXISTS', `There is an object ${JSON.stringify(name)} already.`, {
        cause: error,
      });
    case 'ENAMETOOLONG':
    case 'EILSEQ':
      return refusedName(name, 'the file system cannot hold it', error);
    default:
      return explainFailure(error, `${verb} the object ${JSON.stringify(name)}`);
  }
}

/** Turns one error of the system into `undefined`. */
function unless(code: string): (error: unknown) => undefined {
  return (error) => {
    if (systemCode(error) !== code) throw error;
    return undefined;
  };
}
