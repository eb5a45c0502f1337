import type { Reply } from '../server/reply.ts';
import type { S3Bucket } from './s3-bucket.ts';
import { S3Failure } from './s3-failure.ts';
import type { S3Request } from './s3-request.ts';
import { xmlDocument, xmlElement } from './xml.ts';

const longestPage = 1_000;

/** One page of a bucket's objects, in the order of the keys' UTF-8 bytes. */
export function listObjects(bucket: S3Bucket, { query }: S3Request): Reply {
  if (query.has('delimiter')) throw new S3Failure('NotImplemented', 'The local server lists no folders.');
  const prefix = query.get('prefix') ?? '';
  const most = Math.min(Number(query.get('max-keys') ?? longestPage), longestPage);
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString();
  const ahead = bucket.keys().filter((key) => key.startsWith(prefix) && isAfter(key, after));
  const page = ahead.slice(0, most);
  const isTruncated = most > 0 && ahead.length > page.length;
  const isEncoded = query.get('encoding-type') === 'url';
  const text = (key: string): string => (isEncoded ? urlEncoded(key) : key);
  const next = isTruncated
    ? xmlElement('NextContinuationToken', Buffer.from(page.at(-1) ?? '').toString('base64url'))
    : '';
  const inside = [
    xmlElement('Name', bucket.name),
    xmlElement('Prefix', text(prefix)),
    xmlElement('MaxKeys', most),
    xmlElement('KeyCount', page.length),
    isEncoded ? xmlElement('EncodingType', 'url') : '',
    xmlElement('IsTruncated', isTruncated),
    next,
    ...page.map((key) => entry(bucket, key, text(key))),
  ];
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: xmlDocument(`<ListBucketResult>${inside.join('')}</ListBucketResult>`),
  };
}

function entry(bucket: S3Bucket, key: string, text: string): string {
  const object = bucket.objects.get(key);
  if (object === undefined) return '';
  const inside = [
    xmlElement('Key', text),
    xmlElement('LastModified', object.lastModified.toISOString()),
    xmlElement('ETag', object.etag),
    xmlElement('Size', object.size),
    xmlElement('StorageClass', object.headers['x-amz-storage-class'] ?? 'STANDARD'),
  ];
  return `<Contents>${inside.join('')}</Contents>`;
}

function isAfter(key: string, start: string): boolean {
  return start === '' || Buffer.compare(Buffer.from(key), Buffer.from(start)) > 0;
}

/** As in a form: a space becomes `+`; slashes stay. */
function urlEncoded(key: string): string {
  return encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
}
