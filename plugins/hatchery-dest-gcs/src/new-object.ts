import type { CreateOptions } from '@hatchery/core';
import type { Options } from './options.ts';

/** The key of the metadata by which a write knows its own object again after an answer was lost. */
export const uploadKey = 'hatchery-upload';

/** What an upload says of its object before the bytes. */
export function newObject(
  name: string,
  upload: string,
  { contentType, contentEncoding, metadata }: CreateOptions,
  { storageClass, kmsKeyName, metadata: custom, hold, retention }: Options,
): Record<string, unknown> {
  return {
    name,
    contentType,
    ...(contentEncoding === undefined ? {} : { contentEncoding }),
    ...(storageClass === undefined ? {} : { storageClass }),
    ...(kmsKeyName === undefined ? {} : { kmsKeyName }),
    ...(hold === undefined ? {} : hold === 'temporary' ? { temporaryHold: true } : { eventBasedHold: true }),
    ...(retention === undefined ? {} : { retention: retained(retention) }),
    metadata: { ...custom, ...metadata, [uploadKey]: upload },
  };
}

function retained(retention: NonNullable<Options['retention']>): Record<string, string> {
  return {
    mode: retention.mode === 'locked' ? 'Locked' : 'Unlocked',
    retainUntilTime: new Date(Date.now() + retention.for).toISOString(),
  };
}
