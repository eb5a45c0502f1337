import { createHash } from 'node:crypto';
import type { Reply } from '../server/reply.ts';
import type { S3Bucket, S3Checksum, S3Part, S3Upload } from './s3-bucket.ts';
import { badDigest, checksumOf, declaredChecksum } from './s3-checksums.ts';
import { commitConditionally } from './s3-conditional.ts';
import { S3Failure } from './s3-failure.ts';
import { headerOf, type S3Request } from './s3-request.ts';
import { openUpload } from './s3-uploads.ts';
import { xmlDocument, xmlElement, xmlTexts } from './xml.ts';

const smallestPart = 5 * 1_048_576;

/** Makes one object of an upload's parts. Whatever is refused leaves the upload as it is. */
export async function completeUpload(bucket: S3Bucket, request: S3Request, now: Date): Promise<Reply> {
  const upload = openUpload(bucket, request);
  const parts = namedParts(upload, request.body.toString());
  const pieces = parts.map(({ bytes }) => bytes);
  const size = pieces.reduce((sum, { length }) => sum + length, 0);
  verifySize(request, size);
  const checksum = wholeChecksum(upload, parts, request);
  const digests = parts.map(({ etag }) => Buffer.from(etag.slice(1, -1), 'hex'));
  const etag = `"${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-${parts.length}"`;
  const { key, headers } = upload;
  const object = { key, pieces, size, etag, headers, lastModified: now };
  await commitConditionally(bucket, request, () => {
    bucket.put(checksum === undefined ? object : { ...object, checksum });
    bucket.uploads.delete(upload.id);
  });
  const told = checksum === undefined ? '' : toldChecksum(checksum);
  const inside = xmlElement('Bucket', bucket.name) + xmlElement('Key', key) + xmlElement('ETag', etag) + told;
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: xmlDocument(`<CompleteMultipartUploadResult>${inside}</CompleteMultipartUploadResult>`),
  };
}

/** The parts that a request names, which must be there as it says, in order, and not too small. */
function namedParts(upload: S3Upload, xml: string): S3Part[] {
  const named = [...xml.matchAll(/<Part>([^]*?)<\/Part>/g)].map(([, part = '']) => part);
  if (named.length === 0) {
    const message = 'The XML you provided was not well-formed or did not validate against our published schema';
    throw new S3Failure('MalformedXML', message);
  }
  const numbers = named.map((text) => Number(xmlTexts(text, 'PartNumber')[0]));
  if (numbers.some((number, index) => number <= (numbers[index - 1] ?? 0))) {
    throw new S3Failure('InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  return named.map((text, index) => {
    const part = upload.parts.get(numbers[index] ?? 0);
    if (part === undefined || !isAsNamed(part, upload, text)) throw invalidPart(numbers[index] ?? 0);
    if (index === named.length - 1 || part.bytes.length >= smallestPart) return part;
    throw new S3Failure('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  });
}

function isAsNamed(part: S3Part, { checksum }: S3Upload, text: string): boolean {
  if (xmlTexts(text, 'ETag')[0]?.replaceAll('"', '') !== part.etag.slice(1, -1)) return false;
  if (checksum === undefined) return true;
  const named = xmlTexts(text, `Checksum${checksum.algorithm.toUpperCase()}`)[0];
  if (named === undefined) return checksum.type === 'FULL_OBJECT';
  return named === (part.checksum?.value ?? checksumOf(checksum.algorithm, [part.bytes]));
}

function invalidPart(number: number): S3Failure {
  const message = 'One or more of the specified parts could not be found, or did not match what was uploaded.';
  return new S3Failure('InvalidPart', message, { elements: { PartNumber: String(number) } });
}

function verifySize({ headers }: S3Request, size: number): void {
  const declared = headerOf(headers, 'x-amz-mp-object-size');
  if (declared === undefined || Number(declared) === size) return;
  const message = `The provided 'x-amz-mp-object-size' header value ${declared} does not match what was computed: ${size}`;
  throw new S3Failure('InvalidRequest', message);
}

function wholeChecksum(upload: S3Upload, parts: readonly S3Part[], request: S3Request): S3Checksum | undefined {
  if (upload.checksum === undefined) return undefined;
  const { algorithm, type } = upload.checksum;
  const value =
    type === 'FULL_OBJECT'
      ? checksumOf(
          algorithm,
          parts.map(({ bytes }) => bytes),
        )
      : compositeChecksum(algorithm, parts);
  const declared = declaredChecksum(request.headers);
  if (declared !== undefined && declared.value !== value) throw badDigest(algorithm);
  return { algorithm, value, type };
}

function compositeChecksum(algorithm: string, parts: readonly S3Part[]): string {
  const values = parts.map(({ bytes }) => Buffer.from(checksumOf(algorithm, [bytes]), 'base64'));
  return `${checksumOf(algorithm, values)}-${parts.length}`;
}

function toldChecksum({ algorithm, value, type }: S3Checksum): string {
  return xmlElement(`Checksum${algorithm.toUpperCase()}`, value) + xmlElement('ChecksumType', type);
}
