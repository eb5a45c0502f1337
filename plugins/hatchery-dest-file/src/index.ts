import { defineDestination } from '@hatchery/core';
import { openFileStore } from './open-file-store.ts';
import { options } from './options.ts';

/** Keeps objects as files in a folder: `use: file`. */
export default defineDestination({ config: options, open: openFileStore });
