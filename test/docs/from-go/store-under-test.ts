import type { DestinationBinding } from '@hatchery/core';
import { awsServer, gcsServer } from '@hatchery/testkit';
import gcs from 'hatchery-dest-gcs';
import s3 from 'hatchery-dest-s3';
import type { OriginalDestination } from './original-name.ts';

export const prefix = 'audit/';
const bucket = 'example-logs';

/** One of the original's two destinations, with a prefix. */
export interface StoreUnderTest extends AsyncDisposable {
  readonly destination: DestinationBinding;
  /** The names in the bucket, but for hatchery's own. */
  names(): string[];
}

export async function startStore(store: OriginalDestination['store']): Promise<StoreUnderTest> {
  const isData = (name: string): boolean => !name.startsWith(`${prefix}_hatchery/`);
  if (store === 'Google Cloud Storage') {
    const server = await gcsServer({ buckets: [bucket] });
    return {
      destination: gcs({ bucket, prefix, apiEndpoint: server.url, projectId: 'local-project' }),
      names: () =>
        server
          .bucket(bucket)
          .objects()
          .map(({ name }) => name)
          .filter(isData),
      [Symbol.asyncDispose]: () => server.close(),
    };
  }
  const server = await awsServer({ buckets: [{ name: bucket }] });
  const { region, accessKeyId, secretAccessKey, url } = server;
  return {
    destination: s3({ bucket, prefix, region, accessKeyId, secretAccessKey, endpoint: url, forcePathStyle: true }),
    names: () => server.bucket(bucket).keys().filter(isData),
    [Symbol.asyncDispose]: () => server.close(),
  };
}
