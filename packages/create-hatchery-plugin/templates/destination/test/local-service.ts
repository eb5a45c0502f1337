import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LocalService {
  readonly baseUrl: string;
  readonly bucket: string;
  readonly token: string;
  /** Everything asked so far, as method and path. */
  readonly log: readonly string[];
  /** Answers the next request with this status, without looking at it. */
  refuseNext(status: number): void;
  /** Stops reading bodies, until the function it gives is called. */
  stall(): () => void;
  close(): Promise<void>;
}

interface KeptObject {
  readonly bytes: Buffer;
  readonly created: string;
}

/** Acme Cloud's API on this machine: objects that appear whole and are never written over. Keeps them in memory. */
export async function localService(): Promise<LocalService> {
  const [bucket, token] = ['logs', 'local-token'];
  const root = `/v1/buckets/${bucket}/`;
  const objects = new Map<string, KeptObject>();
  const log: string[] = [];
  let refusal: number | undefined;
  let gate = Promise.resolve();

  async function create(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers['if-none-match'] !== '*') return answer(response, 400, { error: 'If-None-Match is missing' });
    // Refuses before it reads, as real services do.
    if (objects.has(name)) return answer(response, 412, { error: 'exists' });
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      await gate;
      chunks.push(chunk as Buffer);
    }
    // Another request may have been faster meanwhile.
    if (objects.has(name)) return answer(response, 412, { error: 'exists' });
    objects.set(name, { bytes: Buffer.concat(chunks), created: new Date().toISOString() });
    answer(response, 201, describe(name));
  }

  function describe(name: string): object {
    const { bytes, created } = objects.get(name) as KeptObject;
    return { name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), created };
  }

  function list(query: URLSearchParams, response: ServerResponse): void {
    const [prefix, after] = [query.get('prefix') ?? '', Buffer.from(query.get('after') ?? '')];
    const names = [...objects.keys()]
      .filter((name) => name.startsWith(prefix) && Buffer.compare(Buffer.from(name), after) > 0)
      .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const page = names.slice(0, Number(query.get('limit') ?? 100));
    answer(response, 200, { objects: page.map((name) => describe(name)), more: page.length < names.length });
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const { pathname, searchParams } = new URL(url, 'http://local');
    log.push(`${method} ${pathname}`);
    if (refusal !== undefined) {
      const status = refusal;
      refusal = undefined;
      return answer(response, status, { error: 'refused' });
    }
    if (request.headers.authorization !== `Bearer ${token}`) return answer(response, 401, { error: 'invalid token' });
    if (method === 'GET' && pathname === `${root}objects`) return list(searchParams, response);
    const [, folder, escaped = ''] = /^(objects|properties)\/(.+)$/.exec(pathname.slice(root.length)) ?? [];
    const name = escaped.split('/').map(decodeURIComponent).join('/');
    if (method === 'PUT' && folder === 'objects') return create(name, request, response);
    const kept = objects.get(name);
    if (kept === undefined) return answer(response, 404, { error: 'not found' });
    if (method === 'DELETE') objects.delete(name);
    if (method === 'GET' && folder === 'objects') response.end(kept.bytes);
    else answer(response, 200, method === 'GET' ? describe(name) : {});
  }

  const server = createServer((request, response) => {
    // A client that breaks off leaves nothing behind.
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    bucket,
    token,
    log,
    refuseNext: (status) => void (refusal = status),
    stall() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
