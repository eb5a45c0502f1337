import { HatcheryError } from '@hatchery/core';
import { writeFile as write } from 'node:fs/promises';

/**
 * Writes a text file that a command was asked for.
 *
 * @param flag `w` replaces what is there, `wx` never does
 * @throws HatcheryError `USAGE` if that cannot be
 */
export async function writeFile(path: string, text: string, flag: 'w' | 'wx'): Promise<void> {
  try {
    await write(path, text, { flag });
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw new HatcheryError('USAGE', exists ? `${path} exists already.` : `${path} cannot be written.`, {
      hint: exists
        ? 'It was left as it is. Move it away, or change it by hand.'
        : 'Name a file in a folder that exists and that you may write to.',
      cause: exists ? undefined : cause,
    });
  }
}
