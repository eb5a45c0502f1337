import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type Answer = (response: ServerResponse, received: Received) => void;

/** A server that is told how runs went: it keeps what it got. */
export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly received: readonly Received[];
}

/** Answers 200, or whatever the answers given say, one for each request; the last one stays. */
export async function receiver(...answers: Answer[]): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const bytes = Buffer.concat(chunks);
      const body = headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
      const entry = { method, path: url, headers, body };
      received.push(entry);
      const answer = answers[Math.min(received.length, answers.length) - 1] ?? ok;
      answer(response, entry);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** As a collector answers: an empty message, in the encoding of the request. */
export const ok: Answer = (response, { headers }) =>
  void response.end(headers['content-type'] === 'application/json' ? '{}' : '');

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end('no');

export const hang: Answer = () => {};

export const cut: Answer = (response) => void response.socket?.resetAndDestroy();

/** A port at which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await receiver();
  await server[Symbol.asyncDispose]();
  return server.port;
}
