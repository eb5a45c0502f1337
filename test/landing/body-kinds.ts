import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { Bytes, Pipe } from '@hatchery/core';

type OpenBody = (pipe: Pipe, url: string) => Promise<Bytes>;

/** Each way to give `spout` the bytes that a server sends. */
export const bodyKinds: Readonly<Record<string, OpenBody>> = {
  string: async (pipe, url) => (await pipe.http(url)).text(),
  Uint8Array: async (pipe, url) => (await pipe.http(url)).bytes(),
  ArrayBuffer: async (_pipe, url) => (await fetch(url)).arrayBuffer(),
  'Node Readable': async (_pipe, url) => {
    const [response] = (await once(get(url), 'response')) as [IncomingMessage];
    return response;
  },
  'web ReadableStream': async (_pipe, url) => (await fetch(url)).body ?? '',
  'async iterable': async (_pipe, url) => oddPieces((await fetch(url)).body ?? new ReadableStream()),
  HttpResponse: (pipe, url) => pipe.http(url),
  'streamed HttpResponse': (pipe, url) => pipe.http({ url, stream: true }),
};

/** The same bytes cut elsewhere: no piece as the network gave it. */
async function* oddPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    for (let at = 0; at < piece.length; at += 10_007) yield piece.subarray(at, at + 10_007);
  }
}
