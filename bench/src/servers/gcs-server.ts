/**
 * As much of Google Cloud Storage as uploads and ledgers need. It checks the CRC-32C of all that comes, and keeps the bytes of
 * ledger entries only. Beside that, `GET /-/counts` tells what came since the last time, `DELETE /-/objects` forgets everything,
 * and `PUT /-/chain?prefix=P&length=N` pretends that there is a ledger of so many entries, the newest of which is the body.
 */
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { crc32c } from '@node-rs/crc32';
import { entryName } from './gcs/chain.ts';
import { ObjectTable } from './gcs/object-table.ts';
import { refusal, type Reply, resourceOf, Uploads } from './gcs/uploads.ts';
import { serve } from './serve.ts';

const table = new ObjectTable();
const uploads = new Uploads(table);

serve(async (request, response) => {
  const { status, headers, body } = await answer(request);
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body === undefined ? '' : JSON.stringify(body));
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...type, 'content-length': bytes.length, ...headers }).end(bytes);
});

async function answer(request: IncomingMessage): Promise<Reply> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  if (url.pathname.startsWith('/-/')) return control(request, url);
  table.countRequest();
  if (url.pathname.includes('/upload/')) {
    const id = url.searchParams.get('upload_id');
    if (request.method === 'DELETE') return { status: 499 };
    return id === null ? uploads.start(request, url) : uploads.put(request, id);
  }
  const name = /\/b\/[^/]+\/o\/(.+)$/.exec(url.pathname)?.[1];
  return name === undefined ? list(url) : about(request, url, decodeURIComponent(name));
}

function about(request: IncomingMessage, url: URL, name: string): Reply {
  if (request.method === 'DELETE') return table.remove(name) ? { status: 204 } : refusal(404, 'No such object');
  const object = table.get(name);
  if (object === undefined) return refusal(404, 'No such object');
  if (url.searchParams.get('alt') !== 'media') return { status: 200, body: resourceOf(object) };
  const { bytes, generation } = object;
  const headers = { 'x-goog-hash': `crc32c=${object.crc32c}`, 'x-goog-generation': generation };
  return bytes === undefined
    ? refusal(404, 'No such object: its bytes were not kept')
    : { status: 200, headers, body: bytes };
}

function list({ searchParams }: URL): Reply {
  const limit = Math.min(Number(searchParams.get('maxResults') ?? 1_000), 1_000);
  const found = table.list(searchParams.get('prefix') ?? '', searchParams.get('pageToken') ?? '', limit + 1);
  const items = found.slice(0, limit);
  const next = found.length > limit ? { nextPageToken: items.at(-1)?.name } : {};
  return { status: 200, body: { kind: 'storage#objects', items: items.map(resourceOf), ...next } };
}

async function control(request: IncomingMessage, { pathname, searchParams }: URL): Promise<Reply> {
  switch (`${request.method} ${pathname}`) {
    case 'GET /-/counts':
      return { status: 200, body: table.takeCounts() };
    case 'DELETE /-/objects':
      table.clear();
      return { status: 200, body: {} };
    case 'PUT /-/chain':
      pretend(searchParams.get('prefix') ?? '', Number(searchParams.get('length')), await buffer(request));
      return { status: 200, body: {} };
    default:
      return { status: 404 };
  }
}

function pretend(prefix: string, length: number, newest: Buffer): void {
  uploads.finish({ said: { name: entryName(prefix, length) }, size: newest.length, state: crc32c(newest) }, newest);
  table.pretend({ prefix, length });
  table.takeCounts();
}
