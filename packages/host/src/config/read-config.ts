import { HatcheryError } from '@hatchery/core';
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import type { ConfigSource } from './config-source.ts';
import { emptyConfig } from './empty-config.ts';
import type { ConfigContext } from './hatchery-config.ts';
import { readCodeConfig } from './read-code-config.ts';
import { readDataConfig } from './read-data-config.ts';

const codeExtensions = ['.ts', '.mts', '.cts', '.mjs', '.js', '.cjs'];
const dataExtensions = ['.yaml', '.yml', '.json'];

/**
 * Reads a config file, whichever language it is written in.
 *
 * @throws HatcheryError `CONFIG_UNREADABLE`, `CONFIG_EMPTY`, `CONFIG_SYNTAX`, `CONFIG_THREW`
 */
export async function readConfig(path: string, context: ConfigContext): Promise<ConfigSource> {
  const text = await readText(path);
  if (text.trim() === '') throw emptyConfig(path);
  const extension = extname(path).toLowerCase();
  if (codeExtensions.includes(extension)) {
    const value = await readCodeConfig(path, text, context);
    return { path, directory: dirname(path), value, position: () => undefined };
  }
  if (!dataExtensions.includes(extension)) {
    throw new HatcheryError('CONFIG_UNREADABLE', `The config ${path} is in no language that hatchery reads.`, {
      hint: `Its name must end in one of ${[...dataExtensions, ...codeExtensions].join(', ')}.`,
    });
  }
  const root = basename(path) === 'package.json' ? ['hatchery'] : [];
  const { value, position } = readDataConfig(path, text, root);
  if (value === undefined || value === null) throw emptyConfig(path);
  return { path, directory: dirname(path), value, position };
}

async function readText(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code === 'EISDIR' ? 'it is a folder' : (cause as Error).message;
    throw new HatcheryError('CONFIG_UNREADABLE', `The config ${path} cannot be read: ${reason}.`, {
      hint: 'Check its permissions, and that it is a file.',
      cause,
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new HatcheryError('CONFIG_UNREADABLE', `The config ${path} is not UTF-8 text.`, {
      hint: 'Save it as UTF-8.',
      cause,
    });
  }
}
