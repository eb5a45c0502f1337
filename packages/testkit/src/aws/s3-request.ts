import type { ApiRequest } from '../server/api-request.ts';

/** A request to S3, with its whole body. */
export interface S3Request {
  readonly operation: string;
  readonly bucket: string;
  /** Empty for requests that are about the bucket. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: ApiRequest['headers'];
  readonly body: Buffer;
}

const onObjects: Record<string, string> = {
  GET: 'GetObject',
  HEAD: 'HeadObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};
const onUploads: Record<string, string> = {
  GET: 'ListParts',
  PUT: 'UploadPart',
  POST: 'CompleteMultipartUpload',
  DELETE: 'AbortMultipartUpload',
};

/**
 * What S3 calls a request: `PutObject`, `ListObjectsV2`; `undefined` for one that the local server does not know.
 *
 * @example
 * server.inject(awsFaults.lostAnswer(), { when: (request) => s3Operation(request) === 'CompleteMultipartUpload' });
 */
export function s3Operation({ method, path, query }: ApiRequest): string | undefined {
  const { bucket, key } = s3Target(path);
  if (bucket === '') return undefined;
  if (key === '') return onBucket(method, query);
  if (query.has('uploadId')) return onUploads[method];
  if (query.has('uploads')) return method === 'POST' ? 'CreateMultipartUpload' : undefined;
  return onObjects[method];
}

function onBucket(method: string, query: URLSearchParams): string | undefined {
  if (method === 'HEAD') return 'HeadBucket';
  if (method !== 'GET') return undefined;
  if (query.has('uploads')) return 'ListMultipartUploads';
  return query.get('list-type') === '2' ? 'ListObjectsV2' : undefined;
}

/** The bucket and the key of a path, both decoded. */
export function s3Target(path: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?([^]*)$/.exec(path) ?? [];
  return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) };
}

/** A header's one value. */
export function headerOf(headers: ApiRequest['headers'], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
