import { mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HatcheryError } from '@hatchery/core';
import type { TemplateFile } from './template-files.ts';
import { usageError } from './usage-error.ts';

/**
 * Writes the files into a folder that is not there yet, is empty, or holds nothing but a fresh `.git`; all of them or none.
 *
 * @throws HatcheryError `USAGE` if something else is there, or it cannot be written
 */
export async function writePackage(folder: string, files: readonly TemplateFile[]): Promise<void> {
  await requireFree(folder);
  const made = new Set<string>();
  try {
    for (const { path, text } of files) {
      const file = join(folder, path);
      const first = await mkdir(dirname(file), { recursive: true });
      if (first !== undefined) made.add(first);
      // `wx`: whatever came here since we looked is not ours to replace.
      await writeFile(file, text, { flag: 'wx' });
      made.add(file);
    }
  } catch (cause) {
    await undo([...made]);
    throw cannot(folder, cause);
  }
}

async function requireFree(folder: string): Promise<void> {
  const found = await readdir(folder).catch((cause: unknown) => {
    if (isCode(cause, 'ENOENT')) return [];
    throw isCode(cause, 'ENOTDIR') ? usageError(`${folder} is a file.`, chooseAnother) : cannot(folder, cause);
  });
  const others = found.filter((name) => name !== '.git').toSorted();
  if (others.length === 0) return;
  const shown = others.slice(0, 3).join(', ');
  const rest = others.length > 3 ? `, and ${others.length - 3} more` : '';
  throw usageError(`${folder} is not empty: ${shown}${rest}.`, chooseAnother);
}

const chooseAnother = 'Nothing was written. Choose another folder, or another name.';

/** The newest first, so that folders are empty when their turn comes; one that is not has something of others in it. */
async function undo(made: readonly string[]): Promise<void> {
  for (const path of made.toReversed()) await rm(path).catch(() => removeEmptyFolders(path));
}

async function removeEmptyFolders(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await removeEmptyFolders(join(folder, entry.name));
  await rmdir(folder).catch(() => {});
}

function cannot(folder: string, cause: unknown): HatcheryError {
  return new HatcheryError('USAGE', `${folder} cannot be written into.`, {
    hint: 'Choose a folder that you may write to, on a disk with space left.',
    cause,
  });
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
