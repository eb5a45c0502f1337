import { constants } from 'node:fs';
import { mkdir, open, realpath } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { HatcheryError } from '@hatchery/core';
import { systemCode } from './explain-failure.ts';

/** More are not remembered, so that memory stays bounded; to settle one again costs one fsync. */
const rememberedFolders = 10_000;

/** File systems over a network may not know fsync of a folder; then there is nothing more to do. */
const syncUnknown = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** The folders of a store: made when needed, never reached through a link, durable before anything is put in. */
export class Folders {
  readonly #root: string;
  readonly #mode: number;
  readonly #settled = new Map<string, Promise<void>>();

  constructor(root: string, mode: number) {
    this.#root = root;
    this.#mode = mode;
  }

  /** Resolves once `folder` exists and would be there after a power cut. */
  async ensure(folder: string): Promise<void> {
    const settled = this.#settled.get(folder);
    await settled;
    if (settled !== undefined && (await isThere(folder))) return;
    await this.#remember(folder, this.#settle(folder));
  }

  async #settle(folder: string): Promise<void> {
    const there = await isThere(folder);
    // One that is there may be so new, made by another process, that its parent does not know it durably.
    if (there && !folder.startsWith(this.#root + sep)) return;
    await this.ensure(dirname(folder));
    if (!there) await makeFolder(folder, this.#mode);
    await syncFolder(dirname(folder));
  }

  async #remember(folder: string, settling: Promise<void>): Promise<void> {
    if (this.#settled.size >= rememberedFolders) this.#settled.clear();
    this.#settled.set(folder, settling);
    try {
      await settling;
    } catch (error) {
      this.#settled.delete(folder);
      throw error;
    }
  }
}

/** Whether there is such a folder; one that is reached through a link is refused. */
export async function isThere(folder: string): Promise<boolean> {
  try {
    if ((await realpath(folder)) === folder) return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
  throw new HatcheryError(
    'OBJECT_NAME_REFUSED',
    `${folder} is reached through a link, or is spelt in another way on the disk.`,
    {
      hint: 'Remove the link: what it points to could lie outside the destination.',
    },
  );
}

/** Makes the names that lie in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  if (sep === '\\') return; // Windows cannot, and keeps its folders in a journal
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } catch (error) {
    if (!syncUnknown.has(systemCode(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

async function makeFolder(folder: string, mode: number): Promise<void> {
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    // Another process may have been first; what it made is looked at as any other.
    if (systemCode(error) !== 'EEXIST' || !(await isThere(folder))) throw error;
  }
}
