import { HeadObjectCommand, type HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import type { StoredObject } from '@hatchery/core';
import { failureOf } from './failure.ts';
import { writeMark } from './metadata.ts';
import type { Target } from './target.ts';

/** An object that is there. */
export interface FoundObject {
  readonly object: StoredObject;
  /** The id of the write that made it, if it was one of hatchery's. */
  readonly writeId: string | undefined;
}

/** What lies under a key; `undefined` for nothing. @throws what the SDK throws */
export async function lookUp(
  { client, at, config }: Target,
  key: string,
  name: string,
  signal?: AbortSignal,
): Promise<FoundObject | undefined> {
  try {
    const command = new HeadObjectCommand({ ...at, Key: key, ChecksumMode: 'ENABLED' });
    const head = await client.send(command, signal === undefined ? {} : { abortSignal: signal });
    const checksum = checksumIn(head, config.checksum);
    const object = {
      name,
      size: head.ContentLength ?? 0,
      ...(checksum === undefined ? {} : { checksum }),
      ...(head.LastModified === undefined ? {} : { createdAt: head.LastModified }),
    };
    return { object, writeId: head.Metadata?.[writeMark] };
  } catch (error) {
    if (failureOf(error).status === 404) return undefined;
    throw error;
  }
}

type Told = Pick<
  HeadObjectCommandOutput,
  'ETag' | 'ChecksumCRC32' | 'ChecksumCRC32C' | 'ChecksumCRC64NVME' | 'ChecksumSHA1' | 'ChecksumSHA256'
>;

/** The checksum that an answer tells, as `algorithm:value`. */
export function checksumIn(told: Told, kind: 'crc32' | 'md5'): string | undefined {
  if (kind === 'md5') return told.ETag === undefined ? undefined : `etag:${told.ETag.replaceAll('"', '')}`;
  const values = {
    crc32: told.ChecksumCRC32,
    crc32c: told.ChecksumCRC32C,
    crc64nvme: told.ChecksumCRC64NVME,
    sha1: told.ChecksumSHA1,
    sha256: told.ChecksumSHA256,
  };
  const known = Object.entries(values).find(([, value]) => value !== undefined);
  return known?.join(':');
}
