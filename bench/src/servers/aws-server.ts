/**
 * As much of Amazon S3 and SQS as Falcon Data Replicator and a plain upload need: `aws-server.ts MESSAGES FILES SIZE`. Its queue
 * holds MESSAGES messages that name FILES files each; every file is SIZE bytes of gzip. What is put into a bucket is counted and
 * dropped. `DELETE /-/objects` fills the queue again and forgets the counts, `GET /-/counts` tells them.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHash, randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gzipOf } from './aws/gzip-of.ts';
import { messageOf, Queue } from './aws/queue.ts';
import { serve } from './serve.ts';

const [messages = 0, files = 0, size = 0] = process.argv.slice(2).map(Number);
const file = gzipOf(size);
const checksum = createHash('md5').update(file).digest('hex');
const etag = `"${checksum}"`;
const queue = new Queue();
let counts = { objects: 0, bytes: 0, deleted: 0 };
refill();

serve(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname.startsWith('/-/')) return control(request, response);
  const target = request.headers['x-amz-target'];
  if (target !== undefined) return message(request, response, String(target).split('.').at(-1) ?? '');
  if (request.method === 'PUT') return put(request, response);
  const headers = { 'content-type': 'application/octet-stream', 'content-length': file.length, etag };
  response.writeHead(200, { ...headers, 'last-modified': 'Mon, 05 Jan 2026 00:00:00 GMT' });
  response.end(request.method === 'HEAD' ? undefined : file);
});

async function put(request: IncomingMessage, response: ServerResponse): Promise<void> {
  for await (const chunk of request) counts.bytes += (chunk as Buffer).length;
  counts.objects++;
  response.writeHead(200, { etag: '"d41d8cd98f00b204e9800998ecf8427e"' }).end();
}

async function message(request: IncomingMessage, response: ServerResponse, action: string): Promise<void> {
  const body = JSON.parse((await buffer(request)).toString()) as Record<string, unknown>;
  if (action.startsWith('DeleteMessage')) counts.deleted += deletions(body);
  const answer = action === 'ReceiveMessage' ? queue.receive(Number(body['MaxNumberOfMessages'] ?? 1)) : done(body);
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() };
  response.writeHead(200, headers).end(JSON.stringify(answer));
}

function deletions({ Entries: entries }: Record<string, unknown>): number {
  return Array.isArray(entries) ? entries.length : 1;
}

/** Batches are answered entry by entry. */
function done({ Entries: entries }: Record<string, unknown>): object {
  return Array.isArray(entries) ? { Successful: entries.map(({ Id }: { Id: string }) => ({ Id })), Failed: [] } : {};
}

function control({ method }: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(counts));
  if (method === 'DELETE') refill();
  counts = { objects: 0, bytes: 0, deleted: 0 };
}

function refill(): void {
  queue.fill(Array.from({ length: messages }, (_, index) => messageOf(index, files, { size: file.length, checksum })));
}
