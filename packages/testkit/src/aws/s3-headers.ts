import type { S3Bucket, S3Checksum, S3Object } from './s3-bucket.ts';
import { S3Failure } from './s3-failure.ts';
import { headerOf, type S3Request } from './s3-request.ts';

const keptHeader =
  /^(content-type|content-encoding|x-amz-storage-class|x-amz-server-side-encryption.*|x-amz-object-lock-.*|x-amz-meta-.*)$/;
const largestMetadata = 2_048;
const longestKey = 1_024;

/** What a request wants kept beside an object. Refuses what S3 refuses. */
export function keptHeaders(request: S3Request, bucket: S3Bucket): Record<string, string> {
  const { headers, key } = request;
  if (Buffer.byteLength(key) > longestKey) throw new S3Failure('KeyTooLongError', 'Your key is too long');
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const name of Object.keys(headers)) {
    if (keptHeader.test(name)) kept[name] = headerOf(headers, name) ?? '';
  }
  const metadata = Object.entries(kept).filter(([name]) => name.startsWith('x-amz-meta-'));
  const size = metadata.reduce((sum, [name, value]) => sum + name.length - 'x-amz-meta-'.length + value.length, 0);
  if (size > largestMetadata) {
    throw new S3Failure('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size');
  }
  verifyLock(kept, bucket);
  return kept;
}

function verifyLock(kept: Readonly<Record<string, string>>, bucket: S3Bucket): void {
  if (!Object.keys(kept).some((name) => name.startsWith('x-amz-object-lock-'))) return;
  if (!bucket.objectLock) throw new S3Failure('InvalidRequest', 'Bucket is missing Object Lock Configuration');
  const hasBoth = 'x-amz-object-lock-mode' in kept && 'x-amz-object-lock-retain-until-date' in kept;
  if (hasBoth || 'x-amz-object-lock-legal-hold' in kept) return;
  const message = 'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied';
  throw new S3Failure('InvalidArgument', message);
}

/** The header that tells a checksum. */
export function checksumHeaders(checksum: S3Checksum | undefined): Record<string, string> {
  if (checksum === undefined) return {};
  return { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value, 'x-amz-checksum-type': checksum.type };
}

/** What GET and HEAD tell of an object. */
export function objectHeaders(object: S3Object, request: S3Request): Record<string, string> {
  const asksForChecksum = headerOf(request.headers, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  return {
    ...object.headers,
    ...(asksForChecksum ? checksumHeaders(object.checksum) : {}),
    etag: object.etag,
    'last-modified': object.lastModified.toUTCString(),
    'accept-ranges': 'bytes',
    'content-length': String(object.size),
  };
}
