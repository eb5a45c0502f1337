import { HatcheryError, type ObjectStore } from '@hatchery/core';
import type { Compression } from '../stream.ts';
import { expand } from './compression.ts';
import { type Digest, digestOf } from './measured-body.ts';

/**
 * The digest of a stored object's raw bytes; `undefined` if they are not what the compression makes.
 *
 * @throws HatcheryError `DESTINATION_FAILED` if they cannot be read
 */
export async function storedDigest(
  store: ObjectStore,
  name: string,
  compression: Compression,
): Promise<Digest | undefined> {
  try {
    return await digestOf(expand(await store.read(name), compression));
  } catch (error) {
    if (HatcheryError.is(error)) throw error;
    if (isZlibError(error)) return undefined;
    throw new HatcheryError('DESTINATION_FAILED', `Reading ${name} broke off.`, { cause: error, transient: true });
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(Z|ZSTD)_/.test(String(error.code));
}
