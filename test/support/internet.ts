import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** The internet as a process sees it through a proxy: these hosts, each one a local server, and no others. */
export interface Internet extends AsyncDisposable {
  /** What makes a process use it. */
  readonly env: { readonly HTTPS_PROXY: string; readonly NODE_EXTRA_CA_CERTS: string };
}

/**
 * Puts local servers under the names of real hosts, behind TLS and a proxy, so that a config can be run as it is written.
 *
 * @param hosts the local server's URL for each host name
 */
export async function startInternet(hosts: Readonly<Record<string, string>>): Promise<Internet> {
  const folder = await mkdtemp(join(tmpdir(), 'hatchery-internet-'));
  const certificate = await certificateFor(Object.keys(hosts));
  const authority = join(folder, 'authority.pem');
  await writeFile(authority, certificate.cert);
  const tls = createTlsServer({ key: certificate.private, cert: certificate.cert }, (request, response) =>
    forward(hosts, request, response),
  );
  const tlsPort = await listen(tls);
  const open = new Set<Socket>();
  const proxy = createServer((_request, response) => void response.writeHead(403).end('only CONNECT'));
  proxy.on('connect', (request: IncomingMessage, client: Socket) => {
    const [host = ''] = (request.url ?? '').split(':');
    if (!(host in hosts)) return void client.end('HTTP/1.1 502 no such host\r\n\r\n');
    const server = connect(tlsPort, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(from);
      from.on('error', () => to.destroy()).on('close', () => open.delete(from));
      from.pipe(to);
    }
  });
  const proxyPort = await listen(proxy);
  return {
    env: { HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`, NODE_EXTRA_CA_CERTS: authority },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await Promise.all([close(proxy), close(tls)]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function certificateFor(hosts: readonly string[]): Promise<{ private: string; cert: string }> {
  const altNames = hosts.map((value) => ({ type: 2 as const, value }));
  return generate([{ name: 'commonName', value: 'hatchery tests' }], {
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames },
    ],
  });
}

function forward(hosts: Readonly<Record<string, string>>, request: IncomingMessage, response: ServerResponse): void {
  const target = new URL(request.url ?? '/', hosts[request.headers.host ?? '']);
  const upstream = httpRequest(target, { method: request.method, headers: request.headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  upstream.on('error', () => response.destroy());
  request.pipe(upstream);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
