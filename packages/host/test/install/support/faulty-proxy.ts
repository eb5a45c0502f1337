import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How an answer of the registry is spoilt: a byte changed, another tarball, cut off half-way, no answer, a status, the request sent back. */
export type Fault = 'tamper' | 'swap' | 'cut' | 'refuse' | 'echo' | `status ${number}`;

/** A way to a registry on which answers can be spoilt. */
export interface FaultyProxy extends AsyncDisposable {
  readonly url: string;
  /** Decides by the request's path. */
  fault: ((path: string) => Fault | undefined) | undefined;
  /** What requests had as `authorization`. */
  tokens(): string[];
}

export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const tokens = new Set<string>();
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    if (request.headers.authorization !== undefined) tokens.add(request.headers.authorization);
    const fault = proxy.fault?.(path);
    if (fault === 'refuse') return void request.socket.destroy();
    if (fault === 'echo')
      return void response.writeHead(400).end(JSON.stringify({ error: request.headers.authorization }));
    if (fault?.startsWith('status')) return void response.writeHead(Number(fault.slice(7))).end('{}');
    const wanted = fault === 'swap' ? '/left/-/left-1.0.0.tgz' : path;
    const found = await fetch(new URL(wanted, target), { headers: { accept: request.headers.accept ?? '*/*' } });
    // Verdaccio names itself in the addresses of tarballs.
    const bytes = Buffer.from(await found.arrayBuffer());
    const body = path.endsWith('.tgz') ? bytes : Buffer.from(bytes.toString('utf8').replaceAll(target, url));
    if (fault === 'tamper') body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1;
    response.writeHead(found.status, {
      'content-type': found.headers.get('content-type') ?? '',
      'content-length': body.length,
    });
    if (fault !== 'cut') return void response.end(body);
    response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  }

  const proxy: FaultyProxy = {
    url,
    fault: undefined,
    tokens: () => [...tokens],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
