/**
 * A service whose every answer is SIZE bytes of JSON lines: `bytes-server.ts SIZE` tells its parent its URL. The bytes are made as they
 * are sent, so that any size costs it the same memory.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const size = Number(process.argv[2]);
const line = `${JSON.stringify({ action: 'user.login', actor: { id: 'U100003', email: 'user@example.com' }, ip: '192.0.2.7' })}\n`;
const block = Buffer.from(line.repeat(Math.ceil(262_144 / line.length)));

function* blocks(): Generator<Buffer> {
  for (let left = size; left > 0; left -= block.length) yield left >= block.length ? block : block.subarray(0, left);
}

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/x-ndjson', 'content-length': size });
  // A client that goes away is none of the server's business.
  pipeline(Readable.from(blocks(), { objectMode: false }), response).catch(() => {});
});
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
process.on('disconnect', () => process.exit());
