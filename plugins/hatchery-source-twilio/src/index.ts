import { defineSource } from '@hatchery/core';
import { collect } from './collect.ts';
import { options } from './options.ts';
import { requestEvents } from './request-events.ts';

/**
 * How long events may take to show up. Twilio promises nothing; asking two minutes late costs little, while an event
 * that turns up behind a covered window would never be collected.
 */
const settle = 2 * 60_000;

/** Twilio's Monitor events. See the README for what it needs and how it resumes. */
export default defineSource({
  config: options,
  resume: 'window',
  windows: (config) => ({ granularity: '1s', settle, retention: config.retention }),
  collect,
  async check({ config, http }) {
    await requestEvents(http, config, { pageSize: 1 });
  },
});
