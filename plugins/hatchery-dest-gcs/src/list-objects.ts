import type { GetFilesOptions } from '@google-cloud/storage';
import type { StoredObject } from '@hatchery/core';
import { withAttempts } from './attempts.ts';
import type { GcsClient } from './gcs-client.ts';
import { canBeginName } from './object-name.ts';
import { listedFields, type ObjectResource, storedObject } from './object-resource.ts';

/** What the service gives in one page at most. */
const pageSize = 1_000;

/** Objects page by page, in the service's order, which is the contract's: that of the UTF-8 bytes. */
export async function* listObjects(
  client: GcsClient,
  storePrefix: string,
  prefix: string,
  limit: number,
): AsyncGenerator<StoredObject> {
  if (!canBeginName(storePrefix + prefix)) return;
  let left = limit;
  let pageToken: string | undefined;
  while (left > 0) {
    const query: GetFilesOptions = {
      autoPaginate: false,
      prefix: storePrefix + prefix,
      maxResults: Math.min(left, pageSize),
      fields: `nextPageToken,items(${listedFields})`,
      ...(pageToken === undefined ? {} : { pageToken }),
    };
    const [items, next] = await withAttempts(() => client.bucket.getFiles(query), client.patience);
    // With `fields`, the SDK gives what the service sent.
    for (const item of items as unknown as ObjectResource[]) {
      if (left-- <= 0) return;
      yield storedObject(item.name.slice(storePrefix.length), item);
    }
    pageToken = (next as GetFilesOptions | null | undefined)?.pageToken;
    if (pageToken === undefined) return;
  }
}
