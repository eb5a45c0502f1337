import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Told {
  readonly path: string;
  readonly body: Buffer;
}

/** A server that is told of runs, by webhook or as OpenTelemetry. */
export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly told: readonly Told[];
  /** Resolves with the first request. */
  readonly reached: Promise<void>;
}

/** @param silent never answers */
export async function receiver({ silent = false } = {}): Promise<Receiver> {
  const told: Told[] = [];
  const reached = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      told.push({ path: request.url ?? '', body: Buffer.concat(chunks) });
      reached.resolve();
      if (!silent) response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told,
    reached: reached.promise,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
