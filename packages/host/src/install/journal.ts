import { readFile, rename, writeFile } from 'node:fs/promises';
import { checkJournal } from './check-journal.ts';

/** A part of `node_modules` that is replaced, added or, without anything fresh, removed. */
export interface Move {
  /** From the project's folder: `node_modules/hatchery-source-x`. */
  readonly place: string;
  readonly hasFresh: boolean;
}

/** A file of the project that is replaced. */
export interface FileChange {
  /** Its name in the project's folder. */
  readonly name: string;
  /** The name of the file beside it that takes its place. */
  readonly fresh: string;
  /** What was in it; `null` if it was not there. */
  readonly former: string | null;
}

/** All that is left to do once everything new is ready: renames, which need no room and no network. */
export interface Journal {
  readonly version: 1;
  readonly moves: readonly Move[];
  readonly files: readonly FileChange[];
}

/** From now on, the installation is finished by whoever comes next, if this process does not. */
export async function writeJournal(path: string, journal: Journal): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(journal));
  await rename(`${path}.new`, path);
}

/**
 * @returns `undefined` if no installation is under way
 * @throws HatcheryError `INSTALL_FAILED` if it is none of an installation
 */
export async function readJournal(path: string): Promise<Journal | undefined> {
  try {
    return checkJournal(path, await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
