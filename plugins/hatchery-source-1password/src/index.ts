import { defineSource } from '@hatchery/core';
import { checkFeeds } from './allowed-feeds.ts';
import { collect } from './collect.ts';
import { retention } from './collect-feed.ts';
import { options } from './options.ts';

/** 1Password's Events API. See the README for what it needs and how it resumes. */
export default defineSource({
  config: options,
  resume: 'cursor',
  windows: { retention },
  collect,
  check: ({ config, http }) => checkFeeds(http, config),
});
