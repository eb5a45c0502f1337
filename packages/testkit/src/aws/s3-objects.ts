import { createHash } from 'node:crypto';
import type { Reply } from '../server/reply.ts';
import type { S3Bucket, S3Object } from './s3-bucket.ts';
import { verifiedChecksum } from './s3-checksums.ts';
import { commitConditionally } from './s3-conditional.ts';
import { S3Failure } from './s3-failure.ts';
import { checksumHeaders, keptHeaders, objectHeaders } from './s3-headers.ts';
import { headerOf, type S3Request } from './s3-request.ts';

export async function putObject(bucket: S3Bucket, request: S3Request, now: Date): Promise<Reply> {
  const headers = keptHeaders(request, bucket);
  const checksum = verifiedChecksum(request);
  const isLocked = Object.keys(headers).some((name) => name.startsWith('x-amz-object-lock-'));
  if (isLocked && checksum === undefined && headerOf(request.headers, 'content-md5') === undefined) {
    const message =
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters';
    throw new S3Failure('InvalidRequest', message);
  }
  const { key, body } = request;
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  const stored = { key, pieces: [body], size: body.length, etag, headers, lastModified: now };
  await commitConditionally(bucket, request, () =>
    bucket.put(checksum === undefined ? stored : { ...stored, checksum }),
  );
  return { status: 200, headers: { etag, ...checksumHeaders(checksum) }, body: '' };
}

export function getObject(bucket: S3Bucket, request: S3Request): Reply {
  const object = existing(bucket, request);
  return { status: 200, headers: objectHeaders(object, request), body: Buffer.concat(object.pieces) };
}

export function headObject(bucket: S3Bucket, request: S3Request): Reply {
  return { status: 200, headers: objectHeaders(existing(bucket, request), request), body: '' };
}

export function deleteObject(bucket: S3Bucket, request: S3Request): Reply {
  if (request.query.has('versionId')) throw new S3Failure('NotImplemented', 'The local server tells no versions.');
  bucket.remove(request.key);
  return { status: 204, headers: bucket.objectLock ? { 'x-amz-delete-marker': 'true' } : {}, body: '' };
}

function existing(bucket: S3Bucket, { key }: S3Request): S3Object {
  const object = bucket.objects.get(key);
  if (object !== undefined) return object;
  throw new S3Failure('NoSuchKey', 'The specified key does not exist.', { elements: { Key: key } });
}
