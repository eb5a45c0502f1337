import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HatcheryError } from '@hatchery/core';
import { isPlainObject } from '../../plain-object.ts';
import { notInstallable } from './candidate-errors.ts';
import { shownText } from './shown-text.ts';

/** What is in the folder of a package. */
export interface FolderContents {
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly has: (path: string) => boolean;
}

/**
 * @throws HatcheryError `PLUGIN_NOT_FOUND` if there is no such folder, `PLUGIN_NOT_A_PLUGIN` if it is none of a package
 */
export function folderContents(folder: string): FolderContents {
  const name = shownText(folder);
  if (!existsSync(folder)) throw pathNotFound(name);
  if (!statSync(folder).isDirectory()) throw notInstallable(name, 'it is neither a folder nor a tarball (.tgz)');
  return {
    manifest: readManifest(folder, name),
    has: (path) => statSync(join(folder, path), { throwIfNoEntry: false })?.isFile() ?? false,
  };
}

/** `PLUGIN_NOT_FOUND`: no file or folder there. */
export function pathNotFound(path: string): HatcheryError {
  return new HatcheryError('PLUGIN_NOT_FOUND', `There is no ${shownText(path)}.`, {
    hint: 'Relative paths start from the working directory.',
    context: { phase: 'install' },
  });
}

function readManifest(folder: string, name: string): Record<string, unknown> {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8').replace(/^\uFEFF/, ''));
    if (isPlainObject(manifest)) return manifest;
  } catch (cause) {
    throw notInstallable(name, `its package.json cannot be read (${shownText((cause as Error).message)})`);
  }
  throw notInstallable(name, 'its package.json is not an object');
}
