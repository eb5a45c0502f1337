import { readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { makeWorkFolder, type WorkFolder } from './work-folder.ts';

/** Who changes the packages of a project. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** RFC 3339. */
  readonly since: string;
}

export interface LockOptions {
  /** Called once if somebody else holds it; `undefined` if it cannot be told who. */
  readonly onWait?: ((holder: LockHolder | undefined) => void) | undefined;
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined;
}

/** The right to change the packages of a project; given back when disposed. */
export interface InstallLock extends AsyncDisposable {
  readonly folder: WorkFolder;
}

const pollInterval = 100;
const busy = 5;

/**
 * Waits until nobody else changes the packages of a project. The operating system keeps the lock, through SQLite, which is the one
 * part of Node that can ask for one: with the process that holds it, it is gone, however that ended.
 *
 * @throws an error of the file system if the project cannot be written to, the signal's reason if it is aborted
 */
export async function lockInstallation(project: string, { onWait, signal }: LockOptions = {}): Promise<InstallLock> {
  let isWaiting = false;
  for (;;) {
    signal?.throwIfAborted();
    const folder = await makeWorkFolder(project);
    const database = tryLock(folder.lock);
    if (database) {
      await writeFile(folder.holder, JSON.stringify(self()));
      return { folder, [Symbol.asyncDispose]: async () => database.close() };
    }
    if (!isWaiting) onWait?.(await readHolder(folder.holder));
    isWaiting = true;
    await delay(pollInterval, undefined, signal ? { signal } : {});
  }
}

function tryLock(path: string): DatabaseSync | undefined {
  const database = new DatabaseSync(path);
  try {
    database.exec('BEGIN EXCLUSIVE');
    // `npm ci` may have removed it in the meantime: then others would lock a new one.
    if (existsSync(path)) return database;
  } catch (error) {
    if ((error as { errcode?: unknown }).errcode !== busy) throw error;
  }
  database.close();
  return undefined;
}

function self(): LockHolder {
  return { pid: process.pid, host: hostname(), since: new Date().toISOString() };
}

async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as LockHolder;
  } catch {
    // The holder has not written it yet, or writes it just now.
    return undefined;
  }
}
