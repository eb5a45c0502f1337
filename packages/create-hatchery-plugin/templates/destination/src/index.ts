import { defineDestination } from '@hatchery/core';
import { HttpStore } from './http-store.ts';
import { options } from './options.ts';
import { StorageClient } from './storage-client.ts';

/** Keeps objects in Acme Cloud. See the README for what it needs and what it promises. */
export default defineDestination({
  config: options,
  // No request yet: `hatchery check --connect` tries the store itself.
  open: ({ config }) => Promise.resolve(new HttpStore(new StorageClient(config))),
});
