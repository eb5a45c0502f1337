import { readFile } from 'node:fs/promises';
import { isPlainObject } from '../plain-object.ts';

/**
 * The key `hatchery` of a `package.json`, where it is a config. In a plugin's own package the same key is its
 * manifest: that is none. A file that cannot be read or parsed holds no config either.
 *
 * @param text what the file holds, if it was read already
 */
export async function packageConfig(path: string, text?: string): Promise<unknown> {
  try {
    const contents: unknown = JSON.parse(text ?? (await readFile(path, 'utf8')));
    if (!isPlainObject(contents) || !Object.hasOwn(contents, 'hatchery')) return undefined;
    const value = contents['hatchery'];
    const isManifest = isPlainObject(value) && 'kind' in value && !('streams' in value);
    return isManifest ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Why a `package.json` that is there holds nothing that can be read; `undefined` if it does, or is not there. */
export async function packageProblem(path: string): Promise<string | undefined> {
  try {
    JSON.parse(await readFile(path, 'utf8'));
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return code ?? `it is not JSON: ${message}`;
  }
}
