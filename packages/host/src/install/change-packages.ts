import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { binMoves } from './bin-moves.ts';
import type { NpmSettings } from './candidate/npm-settings.ts';
import { comparePackages, isPlaced, type PackageDifference } from './compare-packages.ts';
import { finishSwap } from './finish-installation.ts';
import { installFailed } from './install-failed.ts';
import { lockInstallation, type LockOptions } from './install-lock.ts';
import { writeJournal } from './journal.ts';
import { hiddenLockFile, readInstalled } from './lock-file.ts';
import { describeChange, type PackageChanges } from './package-changes.ts';
import { discardProjectFiles, readProjectFiles, stageProjectFiles } from './project-files.ts';
import { refusePaths } from './refuse-paths.ts';
import { refuseTakenCommands } from './refuse-taken-commands.ts';
import { type Change, resolveChange } from './resolve-change.ts';
import { stagePackages } from './stage-packages.ts';
import { clearWorkFolder, type WorkFolder } from './work-folder.ts';

export interface ChangeRequest extends Change, LockOptions {
  /** Only find out what would change. */
  readonly dryRun: boolean;
}

/**
 * Changes a project's packages, all or none: `package.json`, the lock file and `node_modules` are as they were until everything new
 * is ready beside them, and then changed by renames that whoever comes next would finish.
 *
 * @throws HatcheryError `INSTALL_FAILED`, `REGISTRY_FAILED`, `UNAUTHORIZED`, `PLUGIN_INTEGRITY`, `PLUGIN_ORIGIN_REFUSED`; nothing
 *   is changed then
 */
export async function changePackages(request: ChangeRequest): Promise<PackageChanges> {
  const { directory, dryRun } = request;
  try {
    const made = await mkdir(directory, { recursive: true });
    if (dryRun) {
      const changes = await change(request);
      if (made !== undefined) await rm(made, { recursive: true });
      return changes;
    }
    await using lock = await lockInstallation(directory, request);
    await finishSwap(directory, lock.folder);
    await discardProjectFiles(directory);
    return await change(request, lock.folder);
  } catch (error) {
    throw installFailed('the packages could not be changed', error);
  }
}

async function change(request: ChangeRequest, folder?: WorkFolder): Promise<PackageChanges> {
  const { directory, npm } = request;
  const files = readProjectFiles(directory);
  const { root, manifest } = await resolveChange(request, files.manifest);
  const omit = omitted(npm);
  const installed = readInstalled(directory);
  const difference = comparePackages(root, installed, omit, new Set(request.add.map(({ name }) => name)));
  refusePaths(difference);
  refuseTakenCommands(root, difference, installed);
  const changes = describeChange(root, difference, installed);
  if (!folder) return changes;
  try {
    await stagePackages(difference.changed, {
      npm,
      project: directory,
      fresh: folder.fresh,
      allow: request.allow,
      signal: request.signal,
    });
    const isPackageMoved = difference.changed.length + difference.removed.length > 0;
    const moves = [...movesOf(difference), ...binMoves(directory, folder.fresh, difference, installed)];
    const changed = await stageProjectFiles({
      files,
      root,
      manifest,
      directory,
      fresh: folder.fresh,
      isLeftOut: (node) => !isPlaced(node, omit),
    });
    const hidden = { place: hiddenLockFile, hasFresh: true };
    await writeJournal(folder.journal, { version: 1, moves: isPackageMoved ? [...moves, hidden] : [], files: changed });
  } catch (error) {
    await Promise.all([clearWorkFolder(folder), discardProjectFiles(directory)]);
    throw error;
  }
  await finishSwap(directory, folder);
  await renewHiddenLock(directory);
  return changes;
}

function movesOf({ changed, removed }: PackageDifference) {
  return [
    ...changed.map(({ place }) => ({ place, hasFresh: true })),
    ...removed.map((place) => ({ place, hasFresh: false })),
  ];
}

function omitted({ options }: NpmSettings): ReadonlySet<string> {
  return new Set(Array.isArray(options['omit']) ? (options['omit'] as string[]) : []);
}

/** npm believes its record only while nothing around it is newer. */
async function renewHiddenLock(directory: string): Promise<void> {
  const path = join(directory, hiddenLockFile);
  const modules = await stat(join(directory, 'node_modules'));
  const isThere = await stat(path).catch(() => undefined);
  if (isThere) await utimes(path, modules.mtime, new Date(Math.max(Date.now(), modules.mtimeMs + 1)));
}
