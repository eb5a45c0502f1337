import Arborist from '@npmcli/arborist';
import binLinks from 'bin-links';
import { cp, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import pLimit from 'p-limit';
import pacote from 'pacote';
import type { NpmSettings } from './candidate/npm-settings.ts';
import { retryFetch } from './candidate/retry-fetch.ts';
import type { PackageGroup, PlacedPackage } from './compare-packages.ts';

export interface StageOptions {
  readonly npm: NpmSettings;
  readonly project: string;
  /** The folder to put everything into, laid out as in the project. */
  readonly fresh: string;
  readonly allow: readonly ('git' | 'url')[];
  readonly signal?: AbortSignal | undefined;
}

/** More at once is no faster, and opens many files. */
const atOnce = 8;

/**
 * Makes everything new ready: unpacks tarballs and verifies their hashes, copies what stays, makes links. Runs no code of any
 * package.
 *
 * @throws what npm's libraries and the file system throw
 */
export async function stagePackages(groups: readonly PackageGroup[], options: StageOptions): Promise<void> {
  const limit = pLimit(atOnce);
  await settleAll(groups.map((group) => limit(() => stageGroup(group, options))));
  // It remembers what it has linked, by path, for as long as the process runs.
  binLinks.resetSeen();
  for (const { node } of groups.flatMap(({ packages }) => packages)) {
    const path = join(options.fresh, node.location);
    if (!node.isLink) await binLinks({ path, pkg: node.package, top: false, global: false, force: true });
  }
}

/** What is outside goes first: unpacking empties the folder. */
async function stageGroup({ packages }: PackageGroup, options: StageOptions): Promise<void> {
  const outsideIn = packages.toSorted((a, b) => a.node.location.length - b.node.location.length);
  for (const one of outsideIn) await stageOne(one, options);
}

async function stageOne({ node, isChanged }: PlacedPackage, options: StageOptions): Promise<void> {
  options.signal?.throwIfAborted();
  const path = join(options.fresh, node.location);
  if (node.isLink) {
    await mkdir(dirname(path), { recursive: true });
    const target = process.platform === 'win32' ? node.realpath : relative(dirname(node.path), node.realpath);
    await symlink(target, path, 'junction');
  } else if (isChanged) {
    await unpack(node, path, options);
  } else {
    await copyAlone(node.path, path, bundledIn(node));
  }
}

async function unpack(node: Arborist.Node, path: string, options: StageOptions): Promise<void> {
  const { npm, project, allow, signal } = options;
  const isOfProject = [...node.edgesIn].some((edge) => edge.from?.isProjectRoot);
  const spec = node.isRegistryDependency ? `${node.packageName}@${node.version}` : `${node.name}@${node.resolved}`;
  try {
    const get = (npmOptions: NpmSettings['options']) =>
      pacote.extract(spec, path, {
        ...npmOptions,
        Arborist,
        where: project,
        ignoreScripts: true,
        resolved: node.resolved ?? undefined,
        integrity: node.integrity ?? undefined,
        _isRoot: isOfProject,
        allowGit: allow.includes('git') ? 'all' : 'root',
        allowRemote: allow.includes('url') ? 'all' : 'root',
      });
    await retryFetch(npm, get, signal);
  } catch (error) {
    // As npm does: what is not needed is left out.
    if (!node.optional) throw damaged(node, error);
    await rm(path, { recursive: true, force: true });
  }
}

/** Says of which package it is that a tarball is not the right one, or cannot even be unpacked. */
function damaged(node: Arborist.Node, error: unknown): unknown {
  const { code = '', message = '' } = error as Partial<NodeJS.ErrnoException>;
  if (!/^(EINTEGRITY$|Z_|TAR_)/.test(code) && !message.startsWith('zlib:')) return error;
  return Object.assign(new Error(`${node.packageName}@${node.version}: ${message}`), { code: 'EINTEGRITY' });
}

/** Copies a package without those in its `node_modules`, which are staged by themselves, but with those that came in its tarball. */
async function copyAlone(from: string, to: string, bundled: ReadonlySet<string>): Promise<void> {
  const modules = join(from, 'node_modules');
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    if (name !== 'node_modules')
      await cp(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of bundled) {
    await cp(join(modules, name), join(to, 'node_modules', name), { recursive: true, verbatimSymlinks: true });
  }
}

function bundledIn(node: Arborist.Node): Set<string> {
  return new Set([...node.children.values()].filter((child) => child.inDepBundle).map((child) => child.name));
}

/** Waits for all of them before it fails: nothing may still be written once the caller cleans up. */
async function settleAll(promises: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(promises)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
