import { HatcheryError } from '@hatchery/core';
import type { Project, UsedPlugin } from '@hatchery/host';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import type { DeployPlan, PlannedPlugin } from './deploy-plan.ts';
import { plainWord } from './plain-word.ts';
import { plannedBuckets } from './planned-buckets.ts';
import { plannedFiles } from './planned-files.ts';
import { plannedSchedules } from './planned-schedules.ts';
import { plannedVariables } from './planned-variables.ts';
import { projectWarnings } from './project-warnings.ts';
import { slug } from './slug.ts';

export interface PlanOptions {
  /** Begins all names. @default the name in the project's `package.json`, without its scope; else `hatchery` */
  readonly name?: string | undefined;
  /** Environment variables that are secrets, whatever the config tells. */
  readonly secrets?: readonly string[];
  /** @default the version of the Node that runs this */
  readonly nodeVersion?: string;
  /** What settings take their values from. @default process.env */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/** A plan, and the folder that it is of. */
export interface PlannedProject {
  readonly plan: DeployPlan;
  /** The nearest folder with a `package.json` from the config upwards, else the config's. */
  readonly folder: string;
}

/**
 * Reads from a project what its deployment needs.
 *
 * @throws HatcheryError `CONFIG_INVALID`, `PLUGIN_…`; `USAGE` if there is no schedule, for a setting without a value,
 *   and for what cannot be written down everywhere
 */
export async function readPlan(project: Project, options: PlanOptions): Promise<PlannedProject> {
  const { configPath } = project;
  if (configPath === undefined) throw new HatcheryError('USAGE', 'A config in memory cannot be deployed.');
  const { references, plugins } = await project.inventory();
  const folder = projectFolder(project.directory);
  const configFile = plainWord(relative(folder, configPath).replaceAll(sep, '/'), 'The path');
  const { schedules, warnings } = plannedSchedules(project.streams, project.schedule);
  const used = distinct(plugins);
  const { variables = process.env, secrets = [], nodeVersion = process.versions.node } = options;
  const plan: DeployPlan = {
    name: slug(options.name ?? packageName(folder) ?? 'hatchery', 20),
    configFile,
    ...(project.environment !== undefined && { environment: plainWord(project.environment, 'The environment') }),
    nodeVersion,
    schedules,
    ...plannedVariables(references, secrets, variables),
    secretFiles: plannedFiles(references, posix.dirname(configFile)),
    buckets: plannedBuckets(plugins),
    plugins: used,
    warnings: [...warnings, ...projectWarnings(folder, project, used)],
  };
  return { plan, folder };
}

function distinct(plugins: readonly UsedPlugin[]): PlannedPlugin[] {
  const byName = new Map(
    plugins.map(({ name, version }) => [name, { name, ...(version !== undefined && { version }) }]),
  );
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function projectFolder(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) return from;
  }
}

function packageName(folder: string): string | undefined {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown };
    return typeof name === 'string' && name !== '' ? name.replace(/^@[^/]*\//, '') : undefined;
  } catch {
    // Without a package.json that can be read there is no name; whoever installs the project hears of it.
    return undefined;
  }
}
