/**
 * A process that serves bytes and knows what it sent: `/<size>/<id>` answers with so many lines of JSON, less if `?cut=`
 * says so; `/sent/<id>` tells the sha256 of the bytes sent. Sends its port to the parent.
 */
import { createHash, type Hash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

const block = Buffer.from(
  Array.from(
    { length: 8_192 },
    (_, index) => `{"id":${index},"actor":"user-${(index * 7_919) % 1_009}","é":"✓"}\n`,
  ).join(''),
);
const sent = new Map<string, string>();

async function send(response: ServerResponse, id: string, size: number, cut: number): Promise<void> {
  const hash = createHash('sha256');
  response.writeHead(200, { 'content-type': 'application/x-ndjson', 'content-length': size });
  response.flushHeaders();
  await pipeline(piecesOf(Math.min(size, cut), hash), response, { end: cut >= size });
  sent.set(id, hash.digest('hex'));
  if (cut < size) response.destroy();
}

function* piecesOf(size: number, hash: Hash): Generator<Buffer> {
  for (let at = 0; at < size; at += block.length) {
    const piece = block.subarray(0, size - at);
    hash.update(piece);
    yield piece;
  }
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, size = '', id = ''] = url.pathname.split('/');
  const cut = Number(url.searchParams.get('cut') ?? Infinity);
  if (size === 'sent') response.end(sent.get(id));
  else send(response, id, Number(size), cut).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
