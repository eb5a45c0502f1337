import { defineSource } from '@hatchery/core';
import { collect } from './collect.ts';
import { listBlobs } from './list-blobs.ts';
import { options } from './options.ts';

/** The audit log of Acme Cloud. See the README for what it needs and how it resumes. */
export default defineSource({
  config: options,
  // The service goes by when something became available, so a window that is over stays as it is: the window is what is kept.
  resume: 'window',
  windows: {
    granularity: '1s',
    // The service's clock and ours may differ by a little.
    settle: '1m',
    // The longest span that one query may have; hatchery cuts longer ones.
    maxSpan: '24h',
    retention: '7d',
  },
  collect,
  // One cheap request that proves the token and collects nothing.
  async check({ config, http }) {
    await listBlobs(http, config, { limit: 1 });
  },
});
