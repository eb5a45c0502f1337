import { defineDestination } from '@hatchery/core';
import { options } from './options.ts';
import { openFileStore } from './open-file-store.ts';

/** Keeps objects as files in a folder: `use: file`. */
export default defineDestination({ config: options, open: openFileStore });
