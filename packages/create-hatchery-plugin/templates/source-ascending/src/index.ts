import { defineSource } from '@hatchery/core';
import { collect } from './collect.ts';
import { options } from './options.ts';
import { requestEvents } from './request-events.ts';

/** The audit log of Acme Cloud. See the README for what it needs and how it resumes. */
export default defineSource({
  config: options,
  // Oldest first: the last event that landed is a place in the log that holds from run to run.
  resume: 'cursor',
  windows: {
    granularity: '1s',
    // Going on after an event means never looking behind it again, so events get the time to show up first.
    settle: '2m',
    retention: '180d',
  },
  collect,
  // One cheap request that proves the token and collects nothing.
  async check({ config, http }) {
    await requestEvents(http, config, { limit: 1 });
  },
});
