import { defineSource, type SourceFactory } from '@hatchery/core';
import { checkFeeds } from './allowed-feeds.ts';
import { collect } from './collect.ts';
import { retention } from './collect-feed.ts';
import { options } from './options.ts';

/** 1Password's Events API. See the README for what it needs and how it resumes. */
const onePassword: SourceFactory<typeof options> = defineSource({
  config: options,
  resume: 'cursor',
  windows: { retention },
  collect,
  check: ({ config, http }) => checkFeeds(http, config),
});

export default onePassword;
