import { createHash, createHmac } from 'node:crypto';
import type { ApiRequest } from '../server/api-request.ts';
import { S3Failure } from './s3-failure.ts';
import { headerOf } from './s3-request.ts';

/** Whose signatures a server takes, and for where. */
export interface AwsSigner {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const authorization =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]*)\/(s3|sqs)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
const largestSkew = 15 * 60_000;

/**
 * Refuses a request that is not signed as AWS wants it (Signature Version 4 in the header).
 *
 * @param payloadHash of the body, in hex, for services whose requests do not name it in a header
 * @param now milliseconds since 1970, by the server's clock
 */
export function verifySignature(
  request: ApiRequest,
  rawPath: string,
  signer: AwsSigner,
  now: number,
  payloadHash = 'UNSIGNED-PAYLOAD',
): void {
  const said = request.headers.authorization;
  if (said === undefined) throw new S3Failure('AccessDenied', 'Access Denied');
  const [, accessKeyId, day = '', region, service, signedHeaders = '', signature] = authorization.exec(said) ?? [];
  if (signature === undefined) {
    throw new S3Failure('AuthorizationHeaderMalformed', 'The authorization header you provided is invalid.');
  }
  if (accessKeyId !== signer.accessKeyId) {
    const message = 'The AWS Access Key Id you provided does not exist in our records.';
    throw new S3Failure('InvalidAccessKeyId', message, { elements: { AWSAccessKeyId: accessKeyId ?? '' } });
  }
  if (region !== signer.region) {
    const message = `The authorization header is malformed; the region '${region}' is wrong; expecting '${signer.region}'`;
    throw new S3Failure('AuthorizationHeaderMalformed', message, {
      elements: { Region: signer.region },
      headers: { 'x-amz-bucket-region': signer.region },
    });
  }
  const date = headerOf(request.headers, 'x-amz-date') ?? '';
  verifyTime(date, now);
  const canonical = canonicalRequest(request, rawPath, signedHeaders.split(';'), payloadHash);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  if (signatureOf(text, [`AWS4${signer.secretAccessKey}`, day, region, service, 'aws4_request']) === signature) return;
  const message =
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
  throw new S3Failure('SignatureDoesNotMatch', message, {
    elements: { AWSAccessKeyId: accessKeyId, StringToSign: text, CanonicalRequest: canonical },
  });
}

function verifyTime(date: string, now: number): void {
  const time = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Math.abs(time - now) <= largestSkew) return;
  const message = 'The difference between the request time and the current time is too large.';
  throw new S3Failure('RequestTimeTooSkewed', message, {
    elements: {
      RequestTime: date,
      ServerTime: new Date(now).toISOString(),
      MaxAllowedSkewMilliseconds: String(largestSkew),
    },
  });
}

function canonicalRequest(
  { method, query, headers }: ApiRequest,
  rawPath: string,
  signed: readonly string[],
  payloadHash: string,
): string {
  const path = rawPath
    .split('/')
    .map((part) => encoded(decodeURIComponent(part)))
    .join('/');
  const parameters = [...query].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort();
  const lines = signed.map((name) => `${name}:${(headerOf(headers, name) ?? '').trim().replaceAll(/ +/g, ' ')}\n`);
  const payload = headerOf(headers, 'x-amz-content-sha256') ?? payloadHash;
  return [method, path, parameters.join('&'), lines.join(''), signed.join(';'), payload].join('\n');
}

/** Derives the day's key, step by step, and signs with it. */
function signatureOf(text: string, [secret = '', ...steps]: readonly (string | undefined)[]): string {
  let key: Buffer | string = secret;
  for (const step of steps)
    key = createHmac('sha256', key)
      .update(step ?? '')
      .digest();
  return createHmac('sha256', key).update(text).digest('hex');
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
