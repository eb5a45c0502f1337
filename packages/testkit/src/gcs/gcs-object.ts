import { createHash } from 'node:crypto';
import { crc32c } from './crc32c.ts';

/** What a client may say of an object; other fields of the resource are the service's own. */
export interface GcsMetadata {
  readonly name?: string;
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly cacheControl?: string;
  readonly storageClass?: string;
  readonly kmsKeyName?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly temporaryHold?: boolean;
  readonly eventBasedHold?: boolean;
  /** Keeps this one object from deletion. */
  readonly retention?: { readonly mode: 'Locked' | 'Unlocked'; readonly retainUntilTime: string };
  /** Base64; what comes is checked against it. */
  readonly crc32c?: string;
  /** Base64; what comes is checked against it. */
  readonly md5Hash?: string;
}

/** An object as the server holds it. */
export interface GcsObject extends GcsMetadata {
  readonly name: string;
  /** As stored: with `contentEncoding: gzip`, compressed. */
  readonly bytes: Buffer;
  readonly generation: string;
  readonly metageneration: string;
  readonly storageClass: string;
  readonly crc32c: string;
  readonly md5Hash: string;
  readonly timeCreated: string;
  readonly retentionExpirationTime?: string;
}

/** Both checksums that the service has of an object. */
export function checksumsOf(bytes: Buffer): { crc32c: string; md5Hash: string } {
  return { crc32c: crc32c(bytes), md5Hash: createHash('md5').update(bytes).digest('base64') };
}

/** The object as the JSON API shows it; numbers of 64 bits are texts there. */
export function objectResource(bucket: string, object: GcsObject): Record<string, unknown> {
  const { bytes, kmsKeyName, ...shown } = object;
  return {
    kind: 'storage#object',
    id: `${bucket}/${object.name}/${object.generation}`,
    bucket,
    ...shown,
    ...(kmsKeyName === undefined ? {} : { kmsKeyName: `${kmsKeyName}/cryptoKeyVersions/1` }),
    size: String(bytes.length),
    updated: object.timeCreated,
    etag: etagOf(object),
  };
}

export function etagOf(object: GcsObject): string {
  return Buffer.from(`${object.generation}/${object.metageneration}`).toString('base64');
}
