import { HatcheryError } from '@hatchery/core';
import { dirname, resolve } from 'node:path';
import { configProject } from './config-project.ts';
import type { ConfigExport } from './config/hatchery-config.ts';
import { locateConfig } from './config/locate-config.ts';
import { configValue } from './config/read-code-config.ts';
import { readConfig } from './config/read-config.ts';
import { finishInstallation } from './install/finish-installation.ts';
import { createCatalog, type LoadableCatalog } from './plugin-catalog.ts';
import { nearestPackage } from './plugins/find-package.ts';
import type { PluginCatalog, Project, ProjectOptions } from './project.ts';
import type { ProjectWarning } from './project-warning.ts';
import { workingDirectory } from './working-directory.ts';

/**
 * Finds and reads the config, and discovers the plugins around it. Loads no plugin: {@link Project.bind} does.
 *
 * @throws HatcheryError `CONFIG_NOT_FOUND`, `CONFIG_UNREADABLE`, `CONFIG_EMPTY`, `CONFIG_SYNTAX`, `CONFIG_THREW`,
 *   `ENVIRONMENT_UNKNOWN`, `INSTALL_FAILED`, and the error of a plugin that a code config imports. What is wrong inside the config
 *   is not thrown here: see {@link Project.problems}
 */
export async function openProject(options: ProjectOptions = {}): Promise<Project> {
  const { path, warnings } = await locateConfig(options.cwd ?? workingDirectory(), options.configPath);
  const catalog = await openedCatalog(dirname(path), options, warnings);
  const environment = environmentOf(options);
  const source = await readConfig(path, { environment });
  return configProject(source, catalog, environment, options.variables ?? process.env);
}

/**
 * The same for a config in memory; relative paths in it start at `cwd`.
 *
 * @throws HatcheryError `CONFIG_EMPTY`, `ENVIRONMENT_UNKNOWN`; whatever a config that is a function throws
 */
export async function projectFrom(
  config: ConfigExport,
  options: Omit<ProjectOptions, 'configPath'> = {},
): Promise<Project> {
  const directory = resolve(options.cwd ?? workingDirectory());
  const catalog = await openedCatalog(directory, options);
  const environment = environmentOf(options);
  const value = await configValue(config, { environment });
  const source = { path: undefined, directory, value, position: () => undefined };
  return configProject(source, catalog, environment, options.variables ?? process.env);
}

/**
 * The plugins that a project can use, without reading its config; that need not even be there, unless
 * `configPath` names it.
 *
 * @throws HatcheryError `CONFIG_NOT_FOUND` for a `configPath` that is not there
 */
export async function openCatalog(options: ProjectOptions = {}): Promise<PluginCatalog> {
  const cwd = resolve(options.cwd ?? workingDirectory());
  try {
    const { path, warnings } = await locateConfig(cwd, options.configPath);
    return await openedCatalog(dirname(path), options, warnings);
  } catch (error) {
    const isOptional = options.configPath === undefined && HatcheryError.is(error) && error.code === 'CONFIG_NOT_FOUND';
    if (!isOptional) throw error;
    return openedCatalog(cwd, options);
  }
}

function environmentOf({ environment, variables = process.env }: ProjectOptions): string | undefined {
  const name = environment ?? variables['HATCHERY_ENV'];
  // A variable that is set to nothing picks nothing.
  return name === '' ? undefined : name;
}

/** Discovers plugins once no installation is half done. */
async function openedCatalog(
  directory: string,
  options: ProjectOptions,
  warnings?: readonly ProjectWarning[],
): Promise<LoadableCatalog> {
  const folders = [
    nearestPackage(directory)?.directory ?? directory,
    ...(options.pluginFolders ?? []).map((folder) => folder.directory),
  ];
  for (const folder of folders) await finishInstallation(folder);
  return createCatalog(directory, options, warnings);
}
