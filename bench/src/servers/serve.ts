import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Tells the parent the URL of a server on a free port, and ends with the parent. */
export function serve(handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void): void {
  const server = createServer((request, response) => {
    Promise.resolve(handle(request, response)).catch((error: unknown) => {
      // A client that goes away is none of the server's business.
      if (response.destroyed) return;
      process.stderr.write(`${request.method} ${request.url}: ${String(error)}\n`);
      response.writeHead(500).end(String(error));
    });
  });
  server.keepAliveTimeout = 600_000;
  server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  process.on('disconnect', () => process.exit());
}
