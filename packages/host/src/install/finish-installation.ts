import { HatcheryError } from '@hatchery/core';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { installFailed } from './install-failed.ts';
import type { LockOptions } from './install-lock.ts';
import { readJournal } from './journal.ts';
import { swapPackages, undoSwap } from './swap-packages.ts';
import { clearWorkFolder, type WorkFolder, workFolderOf } from './work-folder.ts';

/**
 * Finishes an installation that was broken off while its packages were put in place, so that nobody ever loads a mixture
 * of old and new ones. Costs one look if there is none. If one is under way in another process, waits for it.
 *
 * @throws HatcheryError `INSTALL_FAILED` if it cannot be finished
 */
export async function finishInstallation(project: string, options: LockOptions = {}): Promise<void> {
  if (!existsSync(workFolderOf(project).journal)) return;
  try {
    const { lockInstallation } = await import('./install-lock.ts');
    await using lock = await lockInstallation(project, options);
    await finishSwap(project, lock.folder);
  } catch (error) {
    if (HatcheryError.is(error)) throw error;
    throw installFailed(`an installation in ${project} was broken off, and cannot be finished`, error, 'load');
  }
}

/**
 * Puts in place what the journal lists, all of it or, where that cannot be, nothing. The caller holds the lock.
 *
 * @throws an error of the file system
 */
export async function finishSwap(project: string, folder: WorkFolder): Promise<void> {
  const journal = await readJournal(folder.journal);
  if (journal) {
    try {
      swapPackages(project, folder, journal);
    } catch (error) {
      undoSwap(project, folder, journal);
      await rm(folder.journal);
      throw error;
    }
    await rm(folder.journal);
  }
  await clearWorkFolder(folder);
}
