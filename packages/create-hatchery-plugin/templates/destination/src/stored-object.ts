import { HatcheryError, type StoredObject, valueAt } from '@hatchery/core';

/** What the service says of an object, in all of its answers the same. @throws HatcheryError `DESTINATION_FAILED` if it is something else */
export function storedObject(said: unknown): StoredObject {
  const [name, size, sha256, created] = ['name', 'size', 'sha256', 'created'].map((key) => valueAt(said, key));
  if (typeof name !== 'string' || typeof size !== 'number' || typeof sha256 !== 'string') {
    throw new HatcheryError('DESTINATION_FAILED', 'Acme Cloud described an object in a way that is not understood.');
  }
  return { name, size, checksum: `sha256:${sha256}`, createdAt: new Date(String(created)) };
}
