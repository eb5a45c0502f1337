import type { Reply } from '../server/reply.ts';
import type { S3Bucket } from './s3-bucket.ts';
import { completeUpload } from './s3-complete-upload.ts';
import { S3Failure } from './s3-failure.ts';
import { listObjects } from './s3-listing.ts';
import { deleteObject, getObject, headObject, putObject } from './s3-objects.ts';
import type { S3Request } from './s3-request.ts';
import { abortUpload, createUpload, listParts, listUploads, uploadPart } from './s3-uploads.ts';

type Handler = (bucket: S3Bucket, request: S3Request, now: Date) => Reply | Promise<Reply>;

const handlers: Record<string, Handler> = {
  HeadBucket: () => ({ status: 200, headers: {}, body: '' }),
  ListObjectsV2: listObjects,
  PutObject: putObject,
  GetObject: getObject,
  HeadObject: headObject,
  DeleteObject: deleteObject,
  CreateMultipartUpload: createUpload,
  UploadPart: uploadPart,
  CompleteMultipartUpload: completeUpload,
  AbortMultipartUpload: abortUpload,
  ListParts: listParts,
  ListMultipartUploads: listUploads,
};

/** Does what a request asks for. @throws S3Failure as S3 would refuse it */
export async function handleS3(
  buckets: ReadonlyMap<string, S3Bucket>,
  request: S3Request,
  now: number,
): Promise<Reply> {
  const bucket = buckets.get(request.bucket);
  if (bucket === undefined) {
    const details = { elements: { BucketName: request.bucket } };
    throw new S3Failure('NoSuchBucket', 'The specified bucket does not exist', details);
  }
  // S3 tells whole seconds.
  return handlerOf(request.operation)(bucket, request, new Date(Math.floor(now / 1_000) * 1_000));
}

function handlerOf(operation: string): Handler {
  const handler = handlers[operation];
  if (handler !== undefined) return handler;
  throw new S3Failure('NotImplemented', `The local server does not know ${operation}.`);
}
