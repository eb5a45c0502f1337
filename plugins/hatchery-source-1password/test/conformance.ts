import { type OnePasswordServer, onePasswordItem, onePasswordServer, type SourceConformance } from '@hatchery/testkit';

const conformance: SourceConformance<OnePasswordServer> = {
  server: () => onePasswordServer({ token: 'eyJhbGciOiJFUzI1NiJ9.canary/8+4=2.signature' }),
  config: ({ token, baseUrl }) => ({ token, baseUrl, limit: 4 }),
  add(server, at, n) {
    const feed = n % 2 === 0 ? 'auditevents' : 'signinattempts';
    const item = onePasswordItem(feed, n, at);
    server.add(feed, item);
    return item.uuid;
  },
  ids: (bytes) => (JSON.parse(bytes.toString()) as { items: { uuid: string }[] }).items.map(({ uuid }) => uuid),
  // Its cursor meets what was stored meanwhile, whatever the time of the event.
  lag: '1h',
};

export default conformance;
