import { existsSync, lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileChange, Journal, Move } from './journal.ts';
import type { WorkFolder } from './work-folder.ts';

/**
 * Puts everything new in its place. What is done already is left as it is, so that it can be done again after a kill at any
 * point. In one go, without letting anything else of this process run in between.
 *
 * @throws an error of the file system, after which {@link undoSwap} is to be called
 */
export function swapPackages(project: string, folder: WorkFolder, { moves, files }: Journal): void {
  for (const move of moves) swapOne(project, folder, move);
  for (const { name, fresh } of files) {
    if (existsSync(join(project, fresh))) renameSync(join(project, fresh), join(project, name));
  }
}

/** Puts back what was there before, from any point that {@link swapPackages} may have come to. */
export function undoSwap(project: string, folder: WorkFolder, { moves, files }: Journal): void {
  for (const file of files) undoFile(project, file);
  for (const move of moves.toReversed()) undoOne(project, folder, move);
}

function swapOne(project: string, folder: WorkFolder, { place, hasFresh }: Move): void {
  const paths = pathsOf(project, folder, place);
  if (hasFresh && !exists(paths.fresh)) return;
  if (exists(paths.place)) shift(paths.place, paths.former);
  if (hasFresh) shift(paths.fresh, paths.place);
}

function undoOne(project: string, folder: WorkFolder, { place, hasFresh }: Move): void {
  const paths = pathsOf(project, folder, place);
  if (hasFresh && !exists(paths.fresh) && exists(paths.place)) shift(paths.place, paths.fresh);
  if (exists(paths.former)) shift(paths.former, paths.place);
}

function undoFile(project: string, { name, fresh, former }: FileChange): void {
  const path = join(project, name);
  if (existsSync(join(project, fresh))) return rmSync(join(project, fresh));
  if (former === null) return rmSync(path, { force: true });
  writeFileSync(join(project, fresh), former);
  renameSync(join(project, fresh), path);
}

function pathsOf(project: string, { fresh, former }: WorkFolder, place: string) {
  return { place: join(project, place), fresh: join(fresh, place), former: join(former, place) };
}

function shift(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}

/** A link counts by itself, wherever it leads. */
function exists(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw error;
  }
}
