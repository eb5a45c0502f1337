import type { StoredObject } from '@hatchery/core';

/** What the service says of an object, as far as it is used here. */
export interface ObjectResource {
  readonly name: string;
  readonly size: string;
  /** Base64. */
  readonly crc32c: string;
  readonly generation: string;
  readonly timeCreated: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The fields of {@link ObjectResource} that a listing needs. */
export const listedFields = 'name,size,crc32c,timeCreated';

/** @param name without the prefix of the store */
export function storedObject(
  name: string,
  resource: Pick<ObjectResource, 'size' | 'crc32c' | 'timeCreated'>,
): StoredObject {
  return {
    name,
    size: Number(resource.size),
    checksum: `crc32c:${resource.crc32c}`,
    createdAt: new Date(resource.timeCreated),
  };
}
