import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { StoredObject } from '@hatchery/core';
import { checksumIn } from './look-up.ts';
import type { Target } from './target.ts';

/** What S3 tells in one page at most. */
const longestPage = 1_000;

/** Objects in the order of the keys' UTF-8 bytes, as S3 gives them. No page is asked for that is not needed. */
export async function* listObjects(
  { client, at, config }: Target,
  keyPrefix: string,
  limit: number,
): AsyncGenerator<StoredObject> {
  let left = limit;
  let token: string | undefined;
  while (left > 0) {
    const page = await client.send(
      new ListObjectsV2Command({
        ...at,
        Prefix: keyPrefix,
        MaxKeys: Math.min(left, longestPage),
        // XML has no way to write control characters.
        EncodingType: 'url',
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    for (const { Key = '', Size = 0, LastModified, ETag } of page.Contents ?? []) {
      const checksum = config.checksum === 'md5' && ETag !== undefined ? checksumIn({ ETag }, 'md5') : undefined;
      yield {
        name: decoded(Key, page.EncodingType).slice(config.prefix.length),
        size: Size,
        ...(checksum === undefined ? {} : { checksum }),
        ...(LastModified === undefined ? {} : { createdAt: LastModified }),
      };
      left--;
    }
    token = page.NextContinuationToken;
    if (page.IsTruncated !== true || token === undefined) return;
  }
}

/** Keys come as in a form: `+` is a space. */
function decoded(key: string, encoding: string | undefined): string {
  return encoding === 'url' ? decodeURIComponent(key.replaceAll('+', ' ')) : key;
}
