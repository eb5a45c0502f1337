import { type DestinationFactory, defineDestination } from '@hatchery/core';
import { openFileStore } from './open-file-store.ts';
import { options } from './options.ts';

/** Keeps objects as files in a folder: `use: file`. */
const file: DestinationFactory<typeof options> = defineDestination({ config: options, open: openFileStore });

export default file;
