/**
 * A service whose answer to `/SIZE/…` is SIZE bytes of JSON lines. The bytes are made as they are sent, so that any size costs it
 * the same memory.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { serve } from './serve.ts';

const line = `${JSON.stringify({ action: 'user.login', actor: { id: 'U100003', email: 'user@example.com' }, ip: '192.0.2.7' })}\n`;
const block = Buffer.from(line.repeat(Math.ceil(262_144 / line.length)));

serve(async (request, response) => {
  const size = Number(/^\/(\d+)/.exec(request.url ?? '')?.[1]);
  response.writeHead(200, { 'content-type': 'application/x-ndjson', 'content-length': size });
  if (size <= block.length) response.end(block.subarray(0, size));
  else await pipeline(Readable.from(blocks(size), { objectMode: false }), response);
});

function* blocks(size: number): Generator<Buffer> {
  for (let left = size; left > 0; left -= block.length) yield left >= block.length ? block : block.subarray(0, left);
}
