import { defineSource } from '@hatchery/core';
import { collect } from './collect.ts';
import { options } from './options.ts';
import { requestEntries } from './request-entries.ts';

/** The audit log of Acme Cloud. See the README for what it needs and how it resumes. */
export default defineSource({
  config: options,
  // Pages lead into the past, so a page cursor only helps to finish its window; what is kept is the window.
  resume: 'window',
  windows: {
    // The filters know whole seconds: hatchery cuts windows to that.
    granularity: '1s',
    // Entries take a while to show up. The newest ones are left for the next run, so that none is missed.
    settle: '2m',
    retention: '90d',
  },
  collect,
  // One cheap request that proves the token and collects nothing.
  async check({ config, http }) {
    await requestEntries(http, config, { limit: 1 });
  },
});
