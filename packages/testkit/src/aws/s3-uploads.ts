import { createHash, randomUUID } from 'node:crypto';
import type { Reply } from '../server/reply.ts';
import type { S3Bucket, S3Upload } from './s3-bucket.ts';
import { verifiedChecksum } from './s3-checksums.ts';
import { S3Failure } from './s3-failure.ts';
import { checksumHeaders, keptHeaders } from './s3-headers.ts';
import { headerOf, type S3Request } from './s3-request.ts';
import { xmlDocument, xmlElement } from './xml.ts';

const mostParts = 10_000;

export function createUpload(bucket: S3Bucket, request: S3Request): Reply {
  const id = randomUUID();
  const algorithm = headerOf(request.headers, 'x-amz-checksum-algorithm')?.toLowerCase();
  const type = headerOf(request.headers, 'x-amz-checksum-type') === 'FULL_OBJECT' ? 'FULL_OBJECT' : 'COMPOSITE';
  const upload: S3Upload = { id, key: request.key, headers: keptHeaders(request, bucket), parts: new Map() };
  bucket.uploads.set(id, algorithm === undefined ? upload : { ...upload, checksum: { algorithm, type } });
  const inside = xmlElement('Bucket', bucket.name) + xmlElement('Key', request.key) + xmlElement('UploadId', id);
  return xmlReply(`<InitiateMultipartUploadResult>${inside}</InitiateMultipartUploadResult>`);
}

export function uploadPart(bucket: S3Bucket, request: S3Request): Reply {
  const upload = openUpload(bucket, request);
  const number = Number(request.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > mostParts) {
    throw new S3Failure('InvalidArgument', `Part number must be an integer between 1 and ${mostParts}, inclusive`);
  }
  const checksum = verifiedChecksum(request);
  const expected = upload.checksum?.algorithm;
  if (expected !== undefined && checksum !== undefined && checksum.algorithm !== expected) {
    const message = `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual: ${checksum.algorithm}`;
    throw new S3Failure('InvalidRequest', message);
  }
  const etag = `"${createHash('md5').update(request.body).digest('hex')}"`;
  upload.parts.set(number, { bytes: request.body, etag, ...(checksum === undefined ? {} : { checksum }) });
  return { status: 200, headers: { etag, ...checksumHeaders(checksum) }, body: '' };
}

export function abortUpload(bucket: S3Bucket, request: S3Request): Reply {
  bucket.uploads.delete(openUpload(bucket, request).id);
  return { status: 204, headers: {}, body: '' };
}

export function listParts(bucket: S3Bucket, request: S3Request): Reply {
  const parts = [...openUpload(bucket, request).parts].sort(([a], [b]) => a - b);
  const inside = parts.map(
    ([number, { etag, bytes }]) =>
      `<Part>${xmlElement('PartNumber', number)}${xmlElement('ETag', etag)}${xmlElement('Size', bytes.length)}</Part>`,
  );
  return xmlReply(`<ListPartsResult>${xmlElement('IsTruncated', false)}${inside.join('')}</ListPartsResult>`);
}

export function listUploads(bucket: S3Bucket, request: S3Request): Reply {
  const prefix = request.query.get('prefix') ?? '';
  const uploads = [...bucket.uploads.values()].filter(({ key }) => key.startsWith(prefix));
  const inside = uploads.map(
    ({ key, id }) => `<Upload>${xmlElement('Key', key)}${xmlElement('UploadId', id)}</Upload>`,
  );
  const body = xmlElement('Bucket', bucket.name) + xmlElement('IsTruncated', false) + inside.join('');
  return xmlReply(`<ListMultipartUploadsResult>${body}</ListMultipartUploadsResult>`);
}

/** The upload that a request is about. */
export function openUpload(bucket: S3Bucket, { query, key }: S3Request): S3Upload {
  const upload = bucket.uploads.get(query.get('uploadId') ?? '');
  if (upload?.key === key) return upload;
  const message =
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
  throw new S3Failure('NoSuchUpload', message);
}

function xmlReply(root: string): Reply {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: xmlDocument(root) };
}
