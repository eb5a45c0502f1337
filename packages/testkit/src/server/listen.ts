import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request. What it rejects with is a mistake in the server, and told by closing it. */
export type Serve = (incoming: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A server under way. */
export interface Listening {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  /** Cuts whatever is still open. @throws whatever went wrong inside the server */
  readonly close: () => Promise<void>;
}

/** Listens on a free port of the loopback interface. */
export async function listen(serve: Serve): Promise<Listening> {
  const mistakes: unknown[] = [];
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      response.destroy();
      // A client that goes away in the middle of its request is no mistake of the server.
      if (incoming.complete) mistakes.push(error);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      if (mistakes.length > 0) throw mistakes[0];
    },
  };
}
