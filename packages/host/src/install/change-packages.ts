import type Arborist from '@npmcli/arborist';
import { HatcheryError } from '@hatchery/core';
import { mkdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { binMoves } from './bin-moves.ts';
import type { NpmSettings } from './candidate/npm-settings.ts';
import { codeOf } from './candidate/registry-failed.ts';
import { comparePackages, isPlaced, type PackageDifference } from './compare-packages.ts';
import { finishSwap } from './finish-installation.ts';
import { installFailed } from './install-failed.ts';
import { lockInstallation, type LockOptions } from './install-lock.ts';
import { writeJournal } from './journal.ts';
import { hiddenLockFile, readInstalled } from './lock-file.ts';
import { changedManifest } from './manifest-text.ts';
import { describeChange, type PackageChanges } from './package-changes.ts';
import { planPackages } from './plan-packages.ts';
import { discardProjectFiles, type ProjectFiles, readProjectFiles, stageProjectFiles } from './project-files.ts';
import { stagePackages } from './stage-packages.ts';
import { clearWorkFolder } from './work-folder.ts';

/** A package to be added, or put in the place of another version. */
export interface Addition {
  readonly name: string;
  /** Exact: `name@1.2.3`, `file:/folder/x-1.0.0.tgz`. */
  readonly spec: string;
  /** What `package.json` is to say. */
  readonly save: string;
  /** The hash that was verified before. */
  readonly integrity?: string | undefined;
}

export interface ChangeRequest extends LockOptions {
  readonly directory: string;
  readonly npm: NpmSettings;
  readonly add: readonly Addition[];
  readonly remove: readonly string[];
  /** Plugins that stay, and do not fit this core: their ranges must not stand in the way of others. */
  readonly unfit: readonly string[];
  readonly allow: readonly ('git' | 'url')[];
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
    await mkdir(directory, { recursive: true });
    if (dryRun) return await change(request);
    await using lock = await lockInstallation(directory, request);
    await finishSwap(directory, lock.folder);
    await discardProjectFiles(directory);
    return await change(request, lock.folder);
  } catch (error) {
    throw installFailed('the packages could not be changed', error);
  }
}

async function change(request: ChangeRequest, folder?: Parameters<typeof clearWorkFolder>[0]): Promise<PackageChanges> {
  const { directory, npm } = request;
  const files = readProjectFiles(directory);
  const { root, manifest } = await plan(request, files);
  for (const addition of request.add) refuseAnother(root, addition);
  const omit = omitted(npm);
  const installed = readInstalled(directory);
  const difference = comparePackages(root, installed, omit, new Set(request.add.map(({ name }) => name)));
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

/** The resolved tree, and `package.json` as it is to be. */
async function plan(request: ChangeRequest, files: ProjectFiles) {
  const resolveWith = async (unfit: readonly string[]) => {
    const add = new Map(request.add.map(({ name, save }) => [name, save]));
    const manifest = changedManifest(files.manifest, { add, remove: request.remove, unfit });
    const root = await planPackages({
      ...request,
      add: request.add.map(({ spec }) => spec),
      overrides: manifest['overrides'],
    });
    return { root, manifest };
  };
  try {
    return await resolveWith([]);
  } catch (error) {
    if (codeOf(error) !== 'ERESOLVE' || request.unfit.length === 0) throw error;
    return resolveWith(request.unfit);
  }
}

function movesOf({ changed, removed }: PackageDifference) {
  return [
    ...changed.map(({ place }) => ({ place, hasFresh: true })),
    ...removed.map((place) => ({ place, hasFresh: false })),
  ];
}

/** Between judging a plugin and installing it, a registry could change its mind. */
function refuseAnother(root: Arborist.Node, { name, integrity }: Addition): void {
  const found = root.children.get(name);
  if (integrity === undefined || !found?.integrity || found.integrity.split(/\s+/).includes(integrity)) return;
  throw new HatcheryError('PLUGIN_INTEGRITY', `The tarball of ${name} is not the one that was looked at.`, {
    hint: 'It was replaced in the meantime. Nothing was changed; try again, and see whether what is shown is still what you want.',
    context: { plugin: name, phase: 'install' },
  });
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
