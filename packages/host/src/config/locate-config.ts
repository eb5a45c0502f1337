import { HatcheryError } from '@hatchery/core';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ProjectWarning } from '../project-warning.ts';
import { packageConfig } from './package-config.ts';
import { searchPlaces } from './search-places.ts';

export interface LocatedConfig {
  readonly path: string;
  readonly warnings: readonly ProjectWarning[];
}

/**
 * Finds the config file: the one named, or the first from `cwd` upwards. Reads no more of it than it must, so
 * that what is wrong inside a config is never mistaken for there being none.
 *
 * @throws HatcheryError `CONFIG_NOT_FOUND`
 */
export async function locateConfig(cwd: string, configPath?: string): Promise<LocatedConfig> {
  if (configPath !== undefined) return { path: await existing(resolve(cwd, configPath)), warnings: [] };
  const folders = ancestors(resolve(cwd));
  for (const folder of folders) {
    const present = await configsIn(folder);
    const [path] = present;
    if (path !== undefined) return { path, warnings: besides(path, present) };
  }
  throw new HatcheryError(
    'CONFIG_NOT_FOUND',
    `No config in ${folders[0]}${folders.length > 1 ? ' or any folder above it' : ''}; looked for ${searchPlaces.join(', ')} (key "hatchery").`,
    { hint: 'Write a first one with `hatchery init`, or name one with --config.' },
  );
}

async function existing(path: string): Promise<string> {
  try {
    await stat(path);
  } catch (cause) {
    // Anything else than absence is for the reader to report.
    if (!isAbsence(cause)) return path;
    throw new HatcheryError('CONFIG_NOT_FOUND', `There is no config file ${path}.`, {
      hint: 'Check the path given with --config, or leave it out to have the file searched for.',
      cause,
    });
  }
  return path;
}

async function configsIn(folder: string): Promise<string[]> {
  const present = await Promise.all(searchPlaces.map((place) => holdsConfig(join(folder, place))));
  return searchPlaces.filter((_, index) => present[index]).map((place) => join(folder, place));
}

async function holdsConfig(path: string): Promise<boolean> {
  if (path.endsWith('package.json')) return (await packageConfig(path)) !== undefined;
  return stat(path).then(
    () => true,
    (error: unknown) => !isAbsence(error),
  );
}

function besides(path: string, present: readonly string[]): ProjectWarning[] {
  const others = present.filter((other) => other !== path);
  if (others.length === 0) return [];
  return [
    {
      message: `There are several configs side by side: ${path} is used, ${others.join(', ')} not.`,
      hint: 'Remove all but one, or name the right one with --config.',
    },
  ];
}

function isAbsence(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
