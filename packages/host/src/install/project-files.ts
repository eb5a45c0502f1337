import type Arborist from '@npmcli/arborist';
import { HatcheryError } from '@hatchery/core';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readManifest } from './install-target.ts';
import type { FileChange } from './journal.ts';
import { hiddenLockFile } from './lock-file.ts';
import { layOut } from './manifest-text.ts';
import { freshName, projectFileNames } from './project-file-names.ts';

/** The files in which npm keeps what a project depends on, as they were read. */
export interface ProjectFiles {
  readonly manifest: Record<string, unknown>;
  readonly lockName: 'package-lock.json' | 'npm-shrinkwrap.json';
  /** `null` for what is not there. */
  readonly texts: Readonly<Record<string, string | null>>;
}

/** @throws HatcheryError `INSTALL_FAILED` if `package.json` or the lock file cannot be used */
export function readProjectFiles(directory: string): ProjectFiles {
  const lockName = existsSync(join(directory, 'npm-shrinkwrap.json')) ? 'npm-shrinkwrap.json' : 'package-lock.json';
  const texts = {
    'package.json': textOf(join(directory, 'package.json')),
    [lockName]: textOf(join(directory, lockName)),
  };
  const manifest = texts['package.json'] === null ? { private: true } : readManifest(join(directory, 'package.json'));
  // npm would go on without it, and forget every version and hash in it; conflicts of a merge it can resolve.
  if (!/^<{7}/m.test(texts[lockName] ?? '')) readManifest(join(directory, lockName));
  return { manifest, lockName, texts };
}

export interface ProjectFilesRequest {
  readonly files: ProjectFiles;
  readonly root: Arborist.Node;
  /** What `package.json` is to say. */
  readonly manifest: Record<string, unknown>;
  readonly directory: string;
  /** Where the record of what lies in `node_modules` is staged. */
  readonly fresh: string;
  /** Packages that are in the lock file and not on disk. */
  readonly isLeftOut: (node: Arborist.Node) => boolean;
}

/**
 * Makes the project's new files ready, beside those that they are to replace. Uses up the tree.
 *
 * @throws HatcheryError `INSTALL_FAILED` if somebody changed one of them since it was read
 */
export async function stageProjectFiles(request: ProjectFilesRequest): Promise<FileChange[]> {
  const { files, root, manifest, directory, fresh, isLeftOut } = request;
  const { texts, lockName } = files;
  const meta = metaOf(root);
  root.package = { ...root.package, ...dependenciesOf(manifest) } as typeof root.package;
  const next = { [lockName]: meta.toString(), 'package.json': layOut(manifest, texts['package.json'] ?? null) };
  await mkdir(dirname(join(fresh, hiddenLockFile)), { recursive: true });
  await writeFile(join(fresh, hiddenLockFile), hiddenLock(root, isLeftOut));
  const changes: FileChange[] = [];
  for (const [name, text] of Object.entries(next)) {
    const former = texts[name] ?? null;
    if (textOf(join(directory, name)) !== former) throw changedMeanwhile(join(directory, name));
    if (text === former) continue;
    const change = { name, fresh: freshName(name), former };
    await writeFile(join(directory, change.fresh), text);
    changes.push(change);
  }
  return changes;
}

/** Removes what {@link stageProjectFiles} made ready, and nobody put in place. */
export async function discardProjectFiles(directory: string): Promise<void> {
  for (const name of projectFileNames) {
    await rm(join(directory, freshName(name)), { force: true });
  }
}

interface LockMeta {
  hiddenLockfile: boolean;
  toString(): string;
}

function metaOf(root: Arborist.Node): LockMeta {
  return root.meta as unknown as LockMeta;
}

function hiddenLock(root: Arborist.Node, isLeftOut: (node: Arborist.Node) => boolean): string {
  const leftOut = [...root.inventory.values()].filter((node) => node.parent && !node.inDepBundle && isLeftOut(node));
  for (const node of leftOut) node.parent = null;
  const meta = metaOf(root);
  meta.hiddenLockfile = true;
  return meta.toString();
}

function dependenciesOf(manifest: Record<string, unknown>): Record<string, unknown> {
  const keys = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'];
  return Object.fromEntries(keys.map((key) => [key, manifest[key]]));
}

function changedMeanwhile(path: string): HatcheryError {
  return new HatcheryError('INSTALL_FAILED', `${path} was changed by somebody else in the meantime.`, {
    hint: 'Try again. Nothing was changed.',
    context: { phase: 'install' },
  });
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
