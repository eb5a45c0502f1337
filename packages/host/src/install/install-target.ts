import { HatcheryError } from '@hatchery/core';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isPlainObject } from '../plain-object.ts';
import { shownText } from './candidate/shown-text.ts';
import { type ForeignManager, foreignManagerOf } from './foreign-manager.ts';

/** Where plugins are installed to. */
export interface InstallTarget {
  /** With links resolved. It holds `package.json`, or will. */
  readonly directory: string;
  readonly origin: 'project' | 'user';
  /** Set where another package manager looks after it. */
  readonly manager?: ForeignManager;
}

/**
 * Finds where plugins are to be installed: the project around a folder, which is the nearest folder with a `package.json`;
 * without one, the user's own plugin folder.
 *
 * @param directory the config's folder
 * @throws HatcheryError `INSTALL_FAILED` if the project's `package.json` cannot be used
 */
export async function findInstallTarget(directory: string, userFolder: string): Promise<InstallTarget> {
  const project = projectAround(realpathSync(directory));
  if (project === undefined) return userTarget(userFolder);
  const manifest = readManifest(join(project, 'package.json'));
  const manager = await foreignManagerOf(project, manifest);
  return { directory: project, origin: 'project', ...(manager ? { manager } : {}) };
}

/** The user's own plugin folder; it need not exist. */
export function userTarget(userFolder: string): InstallTarget {
  return { directory: existsSync(userFolder) ? realpathSync(userFolder) : userFolder, origin: 'user' };
}

/**
 * @returns an empty object for a file that is not there
 * @throws HatcheryError `INSTALL_FAILED` if it is no JSON object
 */
export function readManifest(path: string): Record<string, unknown> {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
    if (isPlainObject(manifest)) return manifest;
    throw new TypeError('it is not a JSON object');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    const said = shownText(error instanceof Error ? error.message : String(error));
    throw new HatcheryError('INSTALL_FAILED', `${path} cannot be used: ${said}.`, {
      hint: 'Correct it first. Nothing was changed.',
      context: { phase: 'install' },
    });
  }
}

function projectAround(directory: string): string | undefined {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
