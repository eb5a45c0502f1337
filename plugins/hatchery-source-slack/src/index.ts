import { defineSource } from '@hatchery/core';
import { collect } from './collect.ts';
import { options } from './options.ts';
import { requestLogs } from './request-logs.ts';

/**
 * How long entries may take to show up in Slack's log. Slack promises nothing; asking two minutes late costs little,
 * while an entry that turns up behind a covered window would never be collected.
 */
const settle = 2 * 60_000;

/** Slack's audit log. See the README for what it needs and how it resumes. */
export default defineSource({
  config: options,
  resume: 'window',
  windows: (config) => ({ granularity: '1s', settle, lookback: config.duration }),
  collect,
  async check({ config, http }) {
    await requestLogs(http, config, { limit: 1 });
  },
});
