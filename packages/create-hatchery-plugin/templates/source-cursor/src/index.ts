import { defineSource } from '@hatchery/core';
import { collect } from './collect.ts';
import { options } from './options.ts';
import { requestEvents } from './request-events.ts';

/** The audit log of Acme Cloud. See the README for what it needs and how it resumes. */
export default defineSource({
  config: options,
  // A cursor is a place in the service's log, so it holds from run to run.
  resume: 'cursor',
  windows: { granularity: '1s', retention: '90d' },
  collect,
  // One cheap request that proves the token and collects nothing.
  async check({ config, http }) {
    await requestEvents(http, config, { limit: 1 });
  },
});
