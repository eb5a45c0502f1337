import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiRequest } from './api-request.ts';
import type { Exchange, Fault } from './exchange.ts';
import { htmlReply, type Reply, textReply } from './reply.ts';
import { sendHead } from './send-reply.ts';

/**
 * What goes wrong with real services.
 *
 * @example
 * server.inject(faults.status(503), { after: 2, times: 3 }); // the third request, and two tries more
 */
export const faults = {
  /** Answers a status instead, without asking the handler. */
  status(status: number, options: { readonly headers?: Record<string, string>; readonly body?: string } = {}): Fault {
    return (exchange) => exchange.send(textReply(status, options.body ?? `status ${status}`, options.headers));
  },

  /** Answers a web page where JSON belongs. */
  html(status = 200): Fault {
    return (exchange) => exchange.send(htmlReply(status));
  },

  /** Answers an error that holds the whole request, credentials and all: in the body, in a header, in the request's id. */
  echoCredentials(status = 500): Fault {
    return (exchange) => {
      const { headers, path, query, body: sent } = exchange.request;
      const said = headers.authorization ?? '';
      const body = JSON.stringify({ error: 'bad request', url: `${path}?${query.toString()}`, headers, sent });
      return exchange.send(textReply(status, body, { 'x-debug-authorization': said, 'x-request-id': said }));
    };
  },

  /**
   * Cuts the connection: before the handler sees the request, in the middle of the answer's body, or after
   * the whole answer was sent (the next request on a kept connection then fails).
   */
  reset(at: 'before' | 'body' | 'after'): Fault {
    if (at === 'before') return (exchange) => exchange.reset();
    if (at === 'body') return (exchange) => sendPart(exchange, () => exchange.reset());
    return async (exchange) => {
      await exchange.send(await exchange.answer());
      exchange.reset();
    };
  },

  /** Declares the whole length, sends a part, and ends the connection in good order. */
  truncate(): Fault {
    return (exchange) => sendPart(exchange, () => exchange.response.socket?.end());
  },

  /** Goes silent until the connection or the server is closed: before the headers, or in the middle of the body. */
  hang(at: 'headers' | 'body'): Fault {
    return at === 'headers' ? () => undefined : (exchange) => sendPart(exchange, () => undefined);
  },

  /** Answers as usual, after this many milliseconds. */
  delay(milliseconds: number): Fault {
    return async (exchange) => {
      await sleep(milliseconds, undefined, { ref: false });
      await exchange.send(await exchange.answer());
    };
  },

  /** Changes the usual answer on its way. */
  rewrite(change: (reply: Reply, request: ApiRequest) => Reply): Fault {
    return async (exchange) => exchange.send(change(await exchange.answer(), exchange.request));
  },

  /** Calls `before`, then answers as usual: for tests that act when a certain request comes. */
  observe(before: (request: ApiRequest) => unknown): Fault {
    return async (exchange) => {
      await before(exchange.request);
      await exchange.send(await exchange.answer());
    };
  },
};

/** Sends the head, with the whole length, and half of the body; goes on once that half has left. */
async function sendPart(exchange: Exchange, next: () => void): Promise<void> {
  const reply = await exchange.answer();
  const bytes = sendHead(exchange.response, reply);
  exchange.response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => setImmediate(next));
}
