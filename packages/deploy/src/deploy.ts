import type { Project } from '@hatchery/host';
import { join, relative, resolve, sep } from 'node:path';
import type { DeployPlan } from './plan/deploy-plan.ts';
import { type PlanOptions, readPlan } from './plan/read-plan.ts';
import { allTargets } from './targets/all-targets.ts';
import type { TargetName } from './targets/target-name.ts';
import type { TargetOptions } from './targets/target-options.ts';
import { type WriteOptions, type WrittenFile, writeFiles } from './write/write-files.ts';

export interface DeployRequest extends PlanOptions, WriteOptions, Omit<TargetOptions, 'projectPath'> {
  readonly target: TargetName;
  /** Where the files go. @default a folder of the project that belongs to the target */
  readonly out?: string | undefined;
}

/** What was written, and what is left to do. */
export interface Deployment {
  readonly target: TargetName;
  /** The folder that the files are in, absolute. */
  readonly folder: string;
  readonly files: readonly WrittenFile[];
  readonly plan: DeployPlan;
  readonly warnings: readonly string[];
  /** Commands of a shell in the project's folder, and comments between them. */
  readonly next: readonly string[];
}

/**
 * Writes what a target needs to run a project's streams when they are due.
 *
 * @throws HatcheryError `CONFIG_INVALID`, `PLUGIN_…`; `USAGE` if something is missing, cannot be written down for the
 *   target, or is in the way
 */
export async function deploy(project: Project, request: DeployRequest): Promise<Deployment> {
  const target = allTargets[request.target];
  const { plan, folder: projectFolder } = await readPlan(project, request);
  const folder = request.out === undefined ? join(projectFolder, target.folder) : resolve(request.out);
  const options = { ...request, projectPath: posixPath(folder, projectFolder) };
  const files = await writeFiles(folder, target.render(plan, options), request);
  return {
    target: request.target,
    folder,
    files,
    plan,
    warnings: [...plan.warnings, ...lostFiles(plan, target.ephemeral)],
    next: target.next(plan, options, posixPath(projectFolder, folder)),
  };
}

function lostFiles({ plugins }: DeployPlan, ephemeral: boolean): string[] {
  if (!ephemeral || !plugins.some(({ name }) => name === 'hatchery-dest-file')) return [];
  return ['The destination "file" keeps objects on the machine that runs it, and here that is gone after each run.'];
}

function posixPath(from: string, to: string): string {
  return relative(from, to).replaceAll(sep, '/') || '.';
}
