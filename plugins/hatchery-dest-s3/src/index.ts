import { defineDestination } from '@hatchery/core';
import { options } from './options.ts';

/** Keeps objects in a bucket of S3, or of a store that speaks its language: `use: s3`. */
export default defineDestination({
  config: options,
  async open(context) {
    // The SDK takes long to load: only a run that needs it waits for it.
    const { openS3Store } = await import('./open-s3-store.ts');
    return openS3Store(context);
  },
});
