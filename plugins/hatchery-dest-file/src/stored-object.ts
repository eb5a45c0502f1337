import type { Stats } from 'node:fs';
import type { StoredObject } from '@hatchery/core';

/** What is known of an object from its file. */
export function storedObject(name: string, stats: Stats): StoredObject {
  return { name, size: stats.size, createdAt: stats.mtime };
}
