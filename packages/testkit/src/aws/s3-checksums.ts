import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ApiRequest } from '../server/api-request.ts';
import type { S3Checksum } from './s3-bucket.ts';
import { S3Failure } from './s3-failure.ts';
import { headerOf, type S3Request } from './s3-request.ts';

const header = /^x-amz-checksum-(crc32|crc32c|crc64nvme|sha1|sha256)$/;

/** Refuses a body that differs from any of the checksums that came with it. @returns the one that S3 keeps */
export function verifiedChecksum({ headers, body }: S3Request): S3Checksum | undefined {
  verifyMd5(headerOf(headers, 'content-md5'), body);
  verifyPayloadHash(headerOf(headers, 'x-amz-content-sha256'), body);
  const declared = declaredChecksum(headers);
  if (declared === undefined) return undefined;
  if (checksumOf(declared.algorithm, [body]) !== declared.value) throw badDigest(declared.algorithm);
  return { ...declared, type: 'FULL_OBJECT' };
}

/** The checksum that a request declares, in the form of a header; not yet compared. */
export function declaredChecksum(headers: ApiRequest['headers']): Omit<S3Checksum, 'type'> | undefined {
  const names = Object.keys(headers).filter((name) => header.test(name));
  if (names.length > 1) throw new S3Failure('InvalidRequest', 'Expecting a single x-amz-checksum- header');
  const [name] = names;
  if (name === undefined) return undefined;
  const algorithm = name.slice('x-amz-checksum-'.length);
  const value = headerOf(headers, name) ?? '';
  const length = Buffer.from(checksumOf(algorithm, []), 'base64').length;
  if (!isBase64(value, length)) throw new S3Failure('InvalidRequest', `Value for ${name} header is invalid.`);
  return { algorithm, value };
}

/** In base64. */
export function checksumOf(algorithm: string, pieces: readonly Buffer[]): string {
  if (algorithm === 'crc32') {
    const bytes = Buffer.alloc(4);
    let value = 0;
    for (const piece of pieces) value = crc32(piece, value);
    bytes.writeUInt32BE(value);
    return bytes.toString('base64');
  }
  if (algorithm !== 'sha1' && algorithm !== 'sha256') {
    throw new S3Failure('NotImplemented', `The local server has no ${algorithm}.`);
  }
  const hash = createHash(algorithm);
  for (const piece of pieces) hash.update(piece);
  return hash.digest('base64');
}

export function badDigest(algorithm: string): S3Failure {
  return new S3Failure(
    'BadDigest',
    `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
  );
}

function verifyMd5(declared: string | undefined, body: Buffer): void {
  if (declared === undefined) return;
  if (!isBase64(declared, 16)) throw new S3Failure('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  if (createHash('md5').update(body).digest('base64') === declared) return;
  throw new S3Failure('BadDigest', 'The Content-MD5 you specified did not match what we received.');
}

function verifyPayloadHash(declared: string | undefined, body: Buffer): void {
  if (declared === undefined || declared === 'UNSIGNED-PAYLOAD') return;
  if (declared.startsWith('STREAMING-')) {
    throw new S3Failure('NotImplemented', 'The local server does not take bodies in signed chunks.');
  }
  if (createHash('sha256').update(body).digest('hex') === declared) return;
  const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
  throw new S3Failure('XAmzContentSHA256Mismatch', message);
}

function isBase64(text: string, length: number): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === length && bytes.toString('base64') === text;
}
