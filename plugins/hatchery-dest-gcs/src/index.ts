import { defineDestination } from '@hatchery/core';
import { openGcsStore } from './open-gcs-store.ts';
import { options } from './options.ts';

/** Keeps objects in a Google Cloud Storage bucket: `use: gcs`. */
export default defineDestination({ config: options, open: openGcsStore });
