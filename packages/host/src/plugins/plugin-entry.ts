import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nearestPackage } from './find-package.ts';
import { isMissing } from './missing-module.ts';
import { specifierFrom } from './module-hooks.ts';
import { entryMissing } from './plugin-errors.ts';

/**
 * What to give `import()` for the package in a folder. With `exports`, a package may be imported by its name from
 * inside itself, which lets Node pick the right entry; without, its entry is `main` or `index.js`.
 *
 * @throws HatcheryError `PLUGIN_NOT_A_PLUGIN` if there is no entry
 */
export function entryOf(name: string, directory: string): string {
  const found = nearestPackage(directory);
  if (found && 'exports' in found.manifest && found.manifest['name'] === name) return specifierFrom(name, directory);
  try {
    return pathToFileURL(createRequire(join(directory, 'package.json')).resolve(directory)).href;
  } catch (cause) {
    if (isMissing(cause)) throw entryMissing(name, cause);
    throw cause;
  }
}
