import { setImmediate } from 'node:timers/promises';
import type { S3Bucket } from './s3-bucket.ts';
import { S3Failure } from './s3-failure.ts';
import { headerOf, type S3Request } from './s3-request.ts';

/**
 * Makes an object appear, if `If-None-Match: *` allows it. Deciding takes a moment, as it does in S3: who comes for the same
 * key meanwhile gets 409, who comes later 412.
 *
 * @param commit makes the object appear, at once
 */
export async function commitConditionally(bucket: S3Bucket, request: S3Request, commit: () => void): Promise<void> {
  const condition = headerOf(request.headers, 'if-none-match');
  if (condition === undefined) return commit();
  if (condition !== '*') {
    const message = 'A header you provided implies functionality that is not implemented';
    throw new S3Failure('NotImplemented', message, { elements: { Header: 'If-None-Match' } });
  }
  const { key } = request;
  if (bucket.deciding.has(key)) {
    const message = 'The conditional request cannot succeed due to a conflicting operation against this resource.';
    throw new S3Failure('ConditionalRequestConflict', message, { elements: { Condition: 'If-None-Match', Key: key } });
  }
  bucket.deciding.add(key);
  try {
    await setImmediate();
    if (bucket.objects.has(key)) {
      const message = 'At least one of the pre-conditions you specified did not hold';
      throw new S3Failure('PreconditionFailed', message, { elements: { Condition: 'If-None-Match' } });
    }
    commit();
  } finally {
    bucket.deciding.delete(key);
  }
}
