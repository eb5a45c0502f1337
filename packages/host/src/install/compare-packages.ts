import type Arborist from '@npmcli/arborist';
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { LockedPackage } from './lock-file.ts';

/** A package to be put into place. */
export interface PlacedPackage {
  readonly node: Arborist.Node;
  /** Whether what lies there now is not the same. */
  readonly isChanged: boolean;
}

/** A package in a `node_modules` of the project, with those inside its own: what is put into place in one piece. */
export interface PackageGroup {
  /** From the project's folder: `node_modules/@acme/hatchery-source-x`. */
  readonly place: string;
  readonly packages: readonly PlacedPackage[];
}

export interface PackageDifference {
  /** Groups in which anything is not as it is now. */
  readonly changed: readonly PackageGroup[];
  /** Places of groups that npm put there and nobody needs any more. What npm does not know is left alone. */
  readonly removed: readonly string[];
}

/**
 * Compares what a project is to have with what lies there. Packages inside a tarball belong to it.
 *
 * @param renewed names of packages that are to be put in place anew in any case
 */
export function comparePackages(
  root: Arborist.Node,
  installed: ReadonlyMap<string, LockedPackage>,
  omit: ReadonlySet<string>,
  renewed: ReadonlySet<string>,
): PackageDifference {
  const groups = new Map<string, PlacedPackage[]>();
  for (const node of root.inventory.values()) {
    if (!isPlaced(node, omit)) continue;
    const place = groupOf(node.location);
    const group = groups.get(place) ?? [];
    group.push({ node, isChanged: isRenewed(node, renewed) || !isSame(node, installed.get(node.location)) });
    groups.set(place, group);
  }
  // What lay there and is not to lie there any more, by the group it lay in.
  const leaving = [...installed.keys()].filter(
    (location) => isInModules(location) && !isWanted(location, groups, root),
  );
  const left = new Set(leaving.map(groupOf));
  const changed = [...groups]
    .filter(([place, packages]) => left.has(place) || packages.some((one) => one.isChanged))
    .map(([place, packages]) => ({ place, packages }));
  const removed = [...left].filter((place) => !groups.has(place) && isThere(join(root.path, place)));
  return { changed, removed };
}

/** Whether a package is to lie in `node_modules`, by itself. */
export function isPlaced(node: Arborist.Node, omit: ReadonlySet<string>): boolean {
  const { inert, shouldOmit } = node as Arborist.Node & {
    inert?: boolean;
    shouldOmit: (omit: ReadonlySet<string>) => boolean;
  };
  return isInModules(node.location) && !inert && !node.inDepBundle && !shouldOmit.call(node, omit);
}

/** `node_modules/a` of `node_modules/a/node_modules/b`. */
function groupOf(location: string): string {
  return /^(?:.*?\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(location)?.[0] ?? location;
}

/** Whether a package lies in the project's own `node_modules`, and not in that of another package. */
export function isTopPlace(location: string): boolean {
  return /^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(location);
}

/** Nothing outside of the project is ever touched. */
function isInModules(location: string): boolean {
  return /(^|\/)node_modules\//.test(location) && !location.startsWith('..');
}

function isWanted(location: string, groups: ReadonlyMap<string, PlacedPackage[]>, root: Arborist.Node): boolean {
  // What came in another package's tarball stays with it.
  if (root.inventory.get(location)?.inDepBundle) return true;
  return groups.get(groupOf(location))?.some(({ node }) => node.location === location) ?? false;
}

function isRenewed(node: Arborist.Node, renewed: ReadonlySet<string>): boolean {
  return !node.isLink && node.parent?.isProjectRoot === true && renewed.has(node.name);
}

function isSame(node: Arborist.Node, before: LockedPackage | undefined): boolean {
  if (node.isLink) return linkTarget(node.path) === node.realpath;
  if (before === undefined || before.link || linkTarget(node.path) !== undefined) return false;
  const manifest = readManifest(node.path);
  if (manifest['name'] !== node.packageName || manifest['version'] !== node.version) return false;
  if (before.integrity && node.integrity) return before.integrity === node.integrity;
  return before.version === node.version && before.resolved === (node.resolved ?? undefined);
}

function linkTarget(path: string): string | undefined {
  try {
    return resolve(dirname(path), readlinkSync(path));
  } catch {
    return undefined;
  }
}

function readManifest(folder: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
