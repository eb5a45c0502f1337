import { HatcheryError } from '@hatchery/core';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RenderedFile } from '../render/rendered-file.ts';

export type FileState = 'created' | 'changed' | 'unchanged';

export interface WrittenFile {
  /** With `/`, from the folder. */
  readonly path: string;
  readonly state: FileState;
}

export interface WriteOptions {
  /** Writes over files that differ. */
  readonly force: boolean;
  /** Writes nothing. */
  readonly dryRun: boolean;
}

/**
 * Writes files into a folder: all of them or, if one is there already and differs, none.
 *
 * @throws HatcheryError `USAGE` for such files unless forced, and if a file cannot be written
 */
export async function writeFiles(
  folder: string,
  files: readonly RenderedFile[],
  { force, dryRun }: WriteOptions,
): Promise<readonly WrittenFile[]> {
  const states: WrittenFile[] = [];
  for (const file of files) states.push({ path: file.path, state: await stateOf(join(folder, file.path), file.text) });
  const changed = states.filter(({ state }) => state === 'changed').map(({ path }) => path);
  if (changed.length > 0 && !force && !dryRun) throw inTheWay(folder, changed);
  if (dryRun) return states;
  for (const [index, file] of files.entries()) {
    if (states[index]?.state !== 'unchanged') await write(join(folder, file.path), file);
  }
  return states;
}

async function stateOf(path: string, text: string): Promise<FileState> {
  try {
    return (await readFile(path, 'utf8')) === text ? 'unchanged' : 'changed';
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'created';
    throw notUsable(path, cause);
  }
}

async function write(path: string, { text, executable = false }: RenderedFile): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    if (executable) await chmod(path, 0o755);
  } catch (cause) {
    throw notUsable(path, cause);
  }
}

function inTheWay(folder: string, paths: readonly string[]): HatcheryError {
  return new HatcheryError('USAGE', `In ${folder} there are other versions already of ${paths.join(', ')}.`, {
    hint: 'Nothing was written. Look at them, then repeat it with --force, or write elsewhere with --out.',
  });
}

function notUsable(path: string, cause: unknown): HatcheryError {
  return new HatcheryError('USAGE', `${path} cannot be written: ${(cause as Error).message}.`, {
    hint: 'Name a folder that you may write to with --out.',
    cause,
  });
}
