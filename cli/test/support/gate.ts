import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server at which a source waits until it is let through. */
export interface Gate extends AsyncDisposable {
  readonly url: string;
  /** Resolves once somebody waits. */
  readonly reached: Promise<void>;
  open(): void;
}

export async function gate(): Promise<Gate> {
  const waiting: ServerResponse[] = [];
  const reached = Promise.withResolvers<void>();
  let isOpen = false;
  const server = createServer((_request, response) => {
    if (isOpen) response.end();
    else waiting.push(response);
    reached.resolve();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    reached: reached.promise,
    open() {
      isOpen = true;
      for (const response of waiting) response.end();
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
