import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** Where an installation does its work: inside `node_modules`, so that a rename is all it takes to put a package in place. */
export interface WorkFolder {
  readonly path: string;
  /** Held while packages are changed; never removed, as others may wait for it. */
  readonly lock: string;
  /** Says who holds the lock. */
  readonly holder: string;
  /** Is there from the moment that everything new is ready until it is all in place. */
  readonly journal: string;
  /** What is to be put in place, laid out as in the project. */
  readonly fresh: string;
  /** What was taken away to make room. */
  readonly former: string;
}

/** The work folder of the project in a folder. */
export function workFolderOf(project: string): WorkFolder {
  const path = join(project, 'node_modules', '.hatchery');
  return {
    path,
    lock: join(path, 'lock'),
    holder: join(path, 'holder.json'),
    journal: join(path, 'journal.json'),
    fresh: join(path, 'fresh'),
    former: join(path, 'former'),
  };
}

/** Makes the work folder, unless it is there. */
export async function makeWorkFolder(project: string): Promise<WorkFolder> {
  const modules = join(project, 'node_modules');
  const before = await stat(modules).catch(() => undefined);
  const folder = workFolderOf(project);
  const made = await mkdir(folder.path, { recursive: true });
  // npm no longer trusts its own record of what is installed once the folder is newer than that.
  if (made !== undefined && before) await utimes(modules, before.atime, before.mtime);
  return folder;
}

/** Removes what an installation left in its work folder. */
export async function clearWorkFolder({ fresh, former }: WorkFolder): Promise<void> {
  await Promise.all([fresh, former].map((path) => rm(path, { recursive: true, force: true })));
}
