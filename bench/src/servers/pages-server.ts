/**
 * A service with pages of JSON: `pages-server.ts COUNT SIZE` tells its parent its URL. Page n+1 is named
 * in the `Link` header of page n.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const [count = 0, size = 0] = process.argv.slice(2).map(Number);
const pages = Array.from({ length: count }, (_, page) => pageOf(page));

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  const page = Number(url.searchParams.get('page') ?? 0);
  const body = pages[page];
  if (body === undefined) {
    response.writeHead(404).end();
    return;
  }
  const more = page + 1 < count ? { link: `<${url.origin}/events?page=${page + 1}>; rel="next"` } : {};
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length, ...more }).end(body);
});
server.listen(0, '127.0.0.1', () =>
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/events`),
);
process.on('disconnect', () => process.exit());

/** A page of audit events that is `size` bytes long. */
function pageOf(page: number): Buffer {
  const events: string[] = [];
  for (let length = 2; ;) {
    const event = JSON.stringify({
      id: `${page}-${events.length}`,
      action: 'user.login',
      actor: { id: `U${(page * 7919 + events.length * 104_729) % 100_003}`, email: `user${events.length}@example.com` },
      ip: `192.0.2.${events.length % 256}`,
      at: new Date(1_770_000_000_000 + page * 60_000 + events.length).toISOString(),
    });
    if (length + event.length + 1 > size) break;
    length += event.length + 1;
    events.push(event);
  }
  return Buffer.from(`[${events.join(',')}]`.padEnd(size));
}
