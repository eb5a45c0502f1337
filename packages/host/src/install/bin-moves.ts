import { lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { PackageDifference } from './compare-packages.ts';
import type { Move } from './journal.ts';
import type { LockedPackage } from './lock-file.ts';

const shims = ['', '.cmd', '.ps1'];

/** What happens to the commands in `node_modules/.bin`: those of changed packages are staged anew, all their former ones go. */
export function binMoves(
  project: string,
  fresh: string,
  { changed, removed }: PackageDifference,
  installed: ReadonlyMap<string, LockedPackage>,
): Move[] {
  const places = [...changed.map(({ place }) => place), ...removed];
  const folders = new Set(places.map(binFolderOf));
  const added = [...folders].flatMap((folder) => namesIn(join(fresh, folder)).map((name) => `${folder}/${name}`));
  const former = places.flatMap((place) => {
    const names = Object.keys(installed.get(place)?.bin ?? {});
    const paths = names.flatMap((name) => shims.map((shim) => `${binFolderOf(place)}/${name}${shim}`));
    return paths.filter((path) => !leadsElsewhere(join(project, path), join(project, place)));
  });
  const gone = former.filter((path) => !added.includes(path) && isThere(join(project, path)));
  return [...added.map((place) => ({ place, hasFresh: true })), ...gone.map((place) => ({ place, hasFresh: false }))];
}

/** Of `node_modules/@acme/x`: `node_modules/.bin`. */
function binFolderOf(place: string): string {
  const parent = dirname(place);
  return `${parent.endsWith('node_modules') ? parent : dirname(parent)}/.bin`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Nothing changed has a command.
    return [];
  }
}

/** npm lets two packages claim one command: it is a link into the other one then, which keeps it. */
function leadsElsewhere(command: string, folder: string): boolean {
  const isLink = lstatSync(command, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  return isLink && !resolve(dirname(command), readlinkSync(command)).startsWith(folder + sep);
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
