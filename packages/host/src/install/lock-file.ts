import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlainObject } from '../plain-object.ts';

/** What a lock file of npm says of one package, as far as it matters here. */
export interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
}

/** npm's record of what really lies in `node_modules`. */
export const hiddenLockFile = 'node_modules/.package-lock.json';

/** What npm last put into a project, by place; empty if that is not known. */
export function readInstalled(project: string): ReadonlyMap<string, LockedPackage> {
  return readPackages(join(project, hiddenLockFile)) ?? readPackages(join(project, 'package-lock.json')) ?? new Map();
}

function readPackages(path: string): ReadonlyMap<string, LockedPackage> | undefined {
  try {
    const lock: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!isPlainObject(lock) || !isPlainObject(lock['packages'])) return undefined;
    return new Map(
      Object.entries(lock['packages']).filter((entry): entry is [string, LockedPackage] => isPlainObject(entry[1])),
    );
  } catch {
    // Without a record, every package counts as changed.
    return undefined;
  }
}
