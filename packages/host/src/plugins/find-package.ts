import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isPlainObject } from '../plain-object.ts';

/** A package's folder, with links resolved, and its `package.json`. */
export interface FoundPackage {
  readonly directory: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

/**
 * Finds a package as Node would from a folder: in `node_modules` there or in a folder above, through links; or the
 * package that the folder itself is part of. Runs none of its code.
 */
export function findPackage(name: string, from: string): FoundPackage | undefined {
  for (const folder of upwards(from)) {
    const found = readPackage(join(folder, 'node_modules', name));
    if (found) return found;
  }
  const own = nearestPackage(from);
  return own?.manifest['name'] === name ? own : undefined;
}

/** The package that a folder is part of. */
export function nearestPackage(from: string): FoundPackage | undefined {
  for (const folder of upwards(from)) {
    const found = readPackage(folder);
    if (found) return found;
  }
  return undefined;
}

/** The package whose `package.json` lies in a folder; `undefined` if there is none that can be read. */
export function readPackage(folder: string): FoundPackage | undefined {
  try {
    const directory = realpathSync(folder);
    const manifest: unknown = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
    return isPlainObject(manifest) ? { directory, manifest } : undefined;
  } catch {
    // No such folder, or none that Node would take for a package: the search goes on, as Node's does.
    return undefined;
  }
}

function* upwards(from: string): Generator<string> {
  for (let folder = from; ; folder = dirname(folder)) {
    yield folder;
    if (dirname(folder) === folder) return;
  }
}
