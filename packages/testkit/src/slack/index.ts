export { type SlackEntry, slackEntries, slackEntry } from './slack-entry.ts';
export { type SlackServer, type SlackServerOptions, slackServer } from './slack-server.ts';
