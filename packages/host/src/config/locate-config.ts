import { HatcheryError } from '@hatchery/core';
import { cosmiconfig } from 'cosmiconfig';
import { stat } from 'node:fs/promises';
import { dirname, join, parse, resolve } from 'node:path';
import type { ProjectWarning } from '../project-warning.ts';
import { packageConfig, packageProblem } from './package-config.ts';
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
  const found = await search(resolve(cwd));
  for (const folder of folders) {
    // cosmiconfig passes over files that it may not read: those count here, and fail with their own error later.
    const present = await configsIn(folder);
    const path = found !== undefined && present.includes(found) ? found : present[0];
    if (path !== undefined) return { path, warnings: besides(path, present) };
  }
  throw new HatcheryError(
    'CONFIG_NOT_FOUND',
    `No config in ${folders[0]}${folders.length > 1 ? ' or any folder above it' : ''}; looked for ${searchPlaces.join(', ')} (key "hatchery").`,
    { hint: `${await damagedPackages(folders)}Write a first one with \`hatchery init\`, or name one with --config.` },
  );
}

/** A `package.json` that cannot be read may have been meant to hold the config. */
async function damagedPackages(folders: readonly string[]): Promise<string> {
  const paths = folders.map((folder) => join(folder, 'package.json'));
  const problems = await Promise.all(paths.map(packageProblem));
  return problems.map((problem, index) => (problem ? `${paths[index]} cannot be read (${problem}). ` : '')).join('');
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

/** Where cosmiconfig finds a config. Settings of its own may lie in the working directory: they cannot lead to other places than ours. */
async function search(cwd: string): Promise<string | undefined> {
  const name = (path: string): string => path;
  const loaders = { '.ts': name, '.mts': name, '.mjs': name, '.js': name, '.cjs': name, '.yaml': name, '.yml': name };
  try {
    const explorer = cosmiconfig('hatchery', {
      searchPlaces: [...searchPlaces],
      ignoreEmptySearchPlaces: false,
      stopDir: parse(cwd).root,
      loaders: { ...loaders, '.json': (path, text) => ({ hatchery: packageConfig(path, text) }) },
      cache: false,
    });
    return (await explorer.search(cwd))?.filepath;
  } catch {
    // A file on the way that it cannot read or parse, even one of its own: the folders tell without it.
    return undefined;
  }
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
