import { readFileSync, statSync } from 'node:fs';

/** No token or key comes near this; a wrong path (a log, a disk image) goes far beyond. */
const maxBytes = 1024 * 1024;

/**
 * The text of a file that a config refers to, without the line break at its end.
 *
 * @throws Error that ends the sentence "the file … " with why it cannot be used
 */
export function readSecretFile(path: string): string {
  const bytes = read(path);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.replace(/\r?\n$/, '');
  } catch {
    throw new Error('is not UTF-8 text');
  }
}

function read(path: string): Buffer {
  try {
    const found = statSync(path);
    if (found.isDirectory()) throw new Error('is a folder');
    // A pipe could keep the config waiting for ever.
    if (!found.isFile()) throw new Error('is not a regular file');
    if (found.size > maxBytes) throw new Error('is larger than 1 MiB');
    return readFileSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new Error('does not exist', { cause: error });
    if (code === undefined) throw error;
    throw new Error(`cannot be read (${code === 'EACCES' ? 'permission denied' : message})`, { cause: error });
  }
}
