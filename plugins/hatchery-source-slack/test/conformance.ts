import { type SlackServer, type SourceConformance, slackEntry, slackServer } from '@hatchery/testkit';

const conformance: SourceConformance<SlackServer> = {
  server: () => slackServer({ token: 'xoxp-canary/8+4=2_3' }),
  config: ({ token, baseUrl }) => ({ token, baseUrl, limit: 4 }),
  add(server, at, n) {
    const entry = slackEntry(n, at);
    server.add(entry);
    return entry.id;
  },
  ids: (bytes) => (JSON.parse(bytes.toString()) as { entries: { id: string }[] }).entries.map(({ id }) => id),
};

export default conformance;
