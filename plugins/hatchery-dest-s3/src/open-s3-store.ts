import type { ObjectStore, OpenContext } from '@hatchery/core';
import type { Options } from './options.ts';
import { createClient } from './s3-client.ts';
import { S3Store } from './s3-store.ts';
import { Target } from './target.ts';

/** Opens a bucket as a store. Sends nothing: what is wrong shows with the first request. */
export async function openS3Store({ config, log }: OpenContext<Options>): Promise<ObjectStore> {
  return new S3Store(new Target(createClient(config, log), config, log));
}
